/*
 * Types without a value that a caller could write. Each marks a property that a body must not have. Its name says where
 * the property belongs, and the compiler prints that name. They are enums, because the compiler distinguishes the members
 * of a union by a property whose type has one value. They exist at compile time only.
 */

/** Marks a property that only the page form has. */
export declare enum OnlyInThePageForm {
  OnlyInThePageForm = "",
}

/** Marks a property that only the published form has. */
export declare enum OnlyInThePublishedForm {
  OnlyInThePublishedForm = "",
}

/** Marks a property that only beta has. */
export declare enum OnlyInBeta {
  OnlyInBeta = "",
}

/** Marks a property that only v1.0 has. */
export declare enum OnlyInV1 {
  OnlyInV1 = "",
}

/** The properties of another form that this one does not have. A body that has one of them does not compile. */
export type Refused<Other, Own, Mark> = { readonly [Name in Exclude<keyof Other, keyof Own>]?: Mark };
