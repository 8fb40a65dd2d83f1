import { AccessPackageResourceRequestsClient } from "access-package-resource-requests";
import { type Emulator, startEmulator } from "access-package-resource-requests/emulator";
import { fileJournal } from "access-package-resource-requests/node";

export async function start(): Promise<Emulator> {
  const emulator = await startEmulator({ throttle: { ratePerSecond: 40, burst: 80 } });
  const client = new AccessPackageResourceRequestsClient(
    { getToken: async () => ({ token: "t", expiresOnTimestamp: 0 }) },
    { endpoint: emulator.endpoint, allowInsecureConnection: true },
  );
  client.catalog("c").addResources([], { journal: fileJournal("journal.jsonl") });
  return emulator;
}
