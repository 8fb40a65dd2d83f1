/** Edits on which oasdiff 1.36 and the review differ about the wire, and why ours stands. */
export const differences: Readonly<Record<string, string>> = {
  "an answered property is removed":
    "It was optional, so oasdiff takes its absence for allowed; whoever reads it gets nothing any more, and Graph's guideline counts that as breaking.",
  "a response of success is added":
    "A caller who knows 201 alone does not expect an answer without a body; the breaking-change rules of Azure's specifications see it so too.",
  "a response header is removed":
    "It was optional, so oasdiff takes its absence for allowed; whoever follows Location gets nothing any more.",
  "a server moves": "oasdiff compares no servers; what is sent to the old address is no longer answered.",
  "a server is removed": "oasdiff compares no servers; what is sent to the old address is no longer answered.",
};
