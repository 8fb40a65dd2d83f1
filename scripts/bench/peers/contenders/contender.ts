import type { components, Writable } from "../../../../generated/beta/schema.js";

type Schemas = components["schemas"];

/** The body that the contenders send. */
export type Body =
  | (Writable<Schemas["accessPackageResourceRequestPublishedForm"]> & { requestState?: never; requestStatus?: never })
  | (Writable<Schemas["accessPackageResourceRequestPageForm"]> & { accessPackageResource?: never });

/** Creates a client for a service root, such as `http://127.0.0.1:49152/beta`, and returns its create call. */
export type CreateSend = (endpoint: string) => (body: Body) => Promise<unknown>;

export const path = "/identityGovernance/entitlementManagement/accessPackageResourceRequests";
export const token = "bench";

let issued = 0;
/** Returns a new token each time, so that a claims challenge gets another one. */
export const credential = {
  getToken: async () => {
    issued += 1;
    return { token: `${token}-${issued}`, expiresOnTimestamp: Date.now() + 3_600_000 };
  },
};
