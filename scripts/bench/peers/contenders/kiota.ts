import { HttpMethod, type RequestAdapter, RequestInformation } from "@microsoft/kiota-abstractions";
import {
  type AccessPackageResourceRequest,
  createAccessPackageResourceRequestFromDiscriminatorValue,
  serializeAccessPackageResourceRequest,
} from "@microsoft/msgraph-beta-sdk/models/index.js";
import { createODataErrorFromDiscriminatorValue } from "@microsoft/msgraph-beta-sdk/models/oDataErrors/index.js";
import { type Body, path, token } from "./contender.js";

export const authenticationProvider = {
  authenticateRequest: async (request: RequestInformation) => {
    request.headers.add("authorization", `Bearer ${token}`);
  },
};

/** Does what the fluent builders of identityGovernance do. The registry has their models, but not their package. */
export async function post(adapter: RequestAdapter, endpoint: string, body: Body): Promise<unknown> {
  const request = new RequestInformation(HttpMethod.POST, "{+baseurl}{+path}", { baseurl: endpoint, path });
  request.headers.tryAdd("accept", "application/json");
  const model = { ...body, expirationDateTime: toDate(body.expirationDateTime) } as AccessPackageResourceRequest;
  request.setContentFromParsable(adapter, "application/json", model, serializeAccessPackageResourceRequest);
  return adapter.send(request, createAccessPackageResourceRequestFromDiscriminatorValue, {
    XXX: createODataErrorFromDiscriminatorValue,
  });
}

/** Its models contain a `Date`, which has milliseconds only. */
function toDate(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
}
