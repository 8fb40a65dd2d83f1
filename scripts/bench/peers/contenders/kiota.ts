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

/** What the fluent builders of the identityGovernance area do: that package is not on the registry, its models are. */
export async function post(adapter: RequestAdapter, endpoint: string, body: Body): Promise<unknown> {
  const request = new RequestInformation(HttpMethod.POST, "{+baseurl}{+path}", { baseurl: endpoint, path });
  request.headers.tryAdd("accept", "application/json");
  const model = { ...body, expirationDateTime: toDate(body.expirationDateTime) } as AccessPackageResourceRequest;
  request.setContentFromParsable(adapter, "application/json", model, serializeAccessPackageResourceRequest);
  return adapter.send(request, createAccessPackageResourceRequestFromDiscriminatorValue, {
    XXX: createODataErrorFromDiscriminatorValue,
  });
}

/** Its models hold a `Date`, of milliseconds. */
function toDate(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
}
