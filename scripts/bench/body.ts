import type { Body } from "./peers/contenders/contender.js";

/** A group, as the real service needs it. */
export const body: Body = {
  catalogId: "beedadfe-01d5-4025-910b-84abb9369997",
  requestType: "AdminAdd",
  justification: "Needed by the sales team",
  accessPackageResource: { originSystem: "AadGroup", originId: "c6294667-7348-4f5a-be73-9d2c65f574f3" },
};

/** The form of the documentation page. The emulator makes its change for every request, so a duplicate shows. */
export const pageBody: Body = {
  catalogId: "beedadfe-01d5-4025-910b-84abb9369997",
  executeImmediately: true,
  isValidationOnly: false,
  requestType: "AdminAdd",
  requestState: "Submitted",
  requestStatus: "Accepted",
  expirationDateTime: "2030-01-01T00:00:00Z",
  justification: "Needed by the sales team",
};
