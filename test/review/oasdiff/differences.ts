const servers = "oasdiff compares no servers; requests to the old address no longer reach the service.";
const absent =
  "It was optional, so oasdiff allows its absence; programs that read it no longer get it, and Graph's guideline counts that as breaking.";
const style =
  "oasdiff does not compare how a parameter is written; a service that splits lists in another way misreads the old form.";
const bounds =
  "oasdiff compares minimum and exclusiveMinimum each by itself; together they allow the same numbers, or more.";
const defaults = "For oasdiff a default is a note; a request that leaves the value out now means something else.";
const others =
  "oasdiff ignores whether other properties are allowed; a request that has one is refused, and a response may now have one.";
const sameValues = "oasdiff compares the words of a schema; both forms allow the same values.";
const moreValues =
  "oasdiff compares the words of a schema; the new form allows every value that the old one did, or returns no other.";
const not = "oasdiff reports `not` as a note; values that it names were allowed on one side only.";
const dispatch =
  "oasdiff reports a discriminator as a note; a reader that finds the schema by it no longer can, or gets a value that it does not know.";

/** Edits that oasdiff 1.36 and the review judge differently on the wire, and why the review is right. */
export const differences: Readonly<Record<string, string>> = {
  "a returned property is removed": absent,
  "an optional property is removed inside (response)": absent,
  "it becomes write-only (response)": absent,
  "a response header is removed":
    "It was optional, so oasdiff allows its absence; programs that follow Location no longer get it.",
  "a response of success is added":
    "A caller who knows only 201 does not expect a response without a body; Azure's breaking-change rules agree.",
  "one of a range of failures has another body":
    "oasdiff takes 404 for a new response; before, 4XX stated its body, and programs read that one.",
  "a server moves": servers,
  "a server is removed": servers,
  "an operation has a server of its own": servers,
  "a security scheme is renamed": "oasdiff compares schemes by their names, which no request contains.",
  "a list is written in another style": style,
  "a list is no longer exploded": style,
  "a parameter is written as JSON": style,
  "an exclusive bound replaces the same whole number (request)": bounds,
  "an exclusive bound replaces the same whole number (response)": bounds,
  "an exclusive bound moves outwards (request)": bounds,
  "a default changes (request)": defaults,
  "a default is removed (request)": defaults,
  "other properties are refused (request)": others,
  "other properties are no longer refused (response)": others,
  "a reference is wrapped in anyOf (request)": sameValues,
  "a reference is wrapped in anyOf (response)": sameValues,
  "null moves from oneOf to nullable (request)": sameValues,
  "oneOf of values becomes a list of values (request)": sameValues,
  "oneOf of values becomes a list of values (response)": sameValues,
  "anyOf becomes oneOf of other types (request)": sameValues,
  "anyOf becomes oneOf of other types (response)": sameValues,
  "one schema becomes an alternative (request)": moreValues,
  "an alternative that another covers is removed (request)": moreValues,
  "anyOf becomes oneOf of alternatives that overlap (response)": moreValues,
  "not is added (request)": not,
  "not is removed (response)": not,
  "a discriminator is added (request)": dispatch,
  "a discriminator is removed (response)": dispatch,
  "a discriminator has another property (request)": dispatch,
  "a discriminator has another property (response)": dispatch,
  "a discriminator value is added (response)": dispatch,
  "a discriminator value is removed (request)": dispatch,
};
