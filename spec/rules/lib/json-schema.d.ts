export function bodyValidator(
  document: unknown,
  direction: "request" | "response",
): (schema: unknown, body: unknown) => { readonly pointer: string; readonly message: string }[];
