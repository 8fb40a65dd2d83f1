import {
  AccessPackageResourceRequestsClient,
  isAccessPackageResourceRequestsError,
  isAuthenticationError,
} from "access-package-resource-requests";
import { printingFetch } from "./print.js";

/** Asks Microsoft Graph to add one group, and returns the exit code. */
export async function runLive(catalogId: string, groupId: string): Promise<number> {
  const client = new AccessPackageResourceRequestsClient(undefined, { fetch: printingFetch });
  console.log(`\nAdd group ${groupId} to catalog ${catalogId}`);
  try {
    const request = await client.createRequest({
      catalogId,
      requestType: "AdminAdd",
      accessPackageResource: { originId: groupId, originSystem: "AadGroup" },
    });
    console.log(`\nThe service accepted request ${request.id}. Its state is ${request.requestState ?? "not given"}.`);
    return 0;
  } catch (error) {
    if (!isAccessPackageResourceRequestsError(error)) throw error;
    console.error(`\n${error.name}: ${error.message}`);
    return isAuthenticationError(error) ? 4 : 1;
  }
}
