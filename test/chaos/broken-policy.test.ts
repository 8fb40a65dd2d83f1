import { describe, expect, it, jest } from "@jest/globals";
import { contradictions } from "../support/chaos-ledger.js";
import { chaosSize } from "../support/chaos-size.js";

type Outcomes = typeof import("../../src/responses/outcomes.js");

jest.doMock("../../src/responses/outcomes.js", () => {
  const actual = jest.requireActual<Outcomes>("../../src/responses/outcomes.js");
  const outcomeOfResponse: Outcomes["outcomeOfResponse"] = (response, policy) =>
    response.status >= 500
      ? { outcome: "notCreated", repeat: response.status >= 503 }
      : actual.outcomeOfResponse(response, policy);
  return { ...actual, outcomeOfResponse };
});

describe("the comparison with the service's commits", () => {
  it("finds the duplicated and lost changes of a client that treats every 5xx as a refusal, and repeats after some", async () => {
    const { chaosOfCreate, chaosSeed } = await import("../support/chaos-create.js");
    const { calls, commits } = await chaosOfCreate("beta", chaosSize.calls, chaosSeed());
    const wrong = contradictions(calls, commits);
    expect(wrong.filter((text) => text.startsWith("created, but 2 commits"))).not.toEqual([]);
    expect(wrong.filter((text) => text.startsWith("notCreated, but 1 commits"))).not.toEqual([]);
  });
});
