import { AccessPackageResourceRequestsClient } from "access-package-resource-requests";
import { type Emulator, startEmulator } from "access-package-resource-requests/emulator";
import { fileJournal } from "access-package-resource-requests/node";
import { AccessPackageResourceRequestsClient as V1Client } from "access-package-resource-requests/v1.0";

export async function start(): Promise<Emulator> {
  const emulator = await startEmulator({ throttle: { ratePerSecond: 40, burst: 80 } });
  const client = new AccessPackageResourceRequestsClient(
    { getToken: async () => ({ token: "t", expiresOnTimestamp: 0 }) },
    { endpoint: emulator.endpoint, allowInsecureConnection: true },
  );
  client.catalog("c").addResources([], { journal: fileJournal("journal.jsonl") });
  return emulator;
}

export const ofV1: Promise<string> = new V1Client()
  .createRequest({
    requestType: "adminAdd",
    catalog: { id: "c" },
    resource: { originSystem: "AadGroup", originId: "o" },
  })
  .then(({ id }) => id);
