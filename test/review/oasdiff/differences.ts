/** Edits that oasdiff 1.36 and the review judge differently on the wire, and why the review is right. */
export const differences: Readonly<Record<string, string>> = {
  "a returned property is removed":
    "It was optional, so oasdiff allows its absence; programs that read it no longer get it, and Graph's guideline counts that as breaking.",
  "a response of success is added":
    "A caller who knows only 201 does not expect a response without a body; Azure's breaking-change rules agree.",
  "a response header is removed":
    "It was optional, so oasdiff allows its absence; programs that follow Location no longer get it.",
  "a server moves": "oasdiff compares no servers; requests to the old address no longer reach the service.",
  "a server is removed": "oasdiff compares no servers; requests to the old address no longer reach the service.",
};
