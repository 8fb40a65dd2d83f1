/** One record of an input: its value, or what is wrong with it. */
export type InputRecord = { readonly line: number } & (
  | { readonly value: unknown; readonly problem?: never }
  | { readonly problem: string; readonly value?: never }
);
