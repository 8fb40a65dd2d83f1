/** The version of package.json, which browsers and bundles cannot read. A test compares the two. */
export const version = "0.1.0";
