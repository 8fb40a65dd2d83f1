import { AccessPackageResourceRequestsClient } from "access-package-resource-requests";
import { type Emulator, startEmulator } from "access-package-resource-requests/emulator";
import { fileJournal, isJournalError } from "access-package-resource-requests/node";
import { createUndiciFetch } from "access-package-resource-requests/undici";

export async function start(): Promise<Emulator> {
  const emulator = await startEmulator({ throttle: { ratePerSecond: 40, burst: 80 } });
  const client = new AccessPackageResourceRequestsClient(
    { getToken: async () => ({ token: "t", expiresOnTimestamp: 0 }) },
    { endpoint: emulator.endpoint, allowInsecureConnection: true },
  );
  client.catalog("c").addResources([], { journal: fileJournal("journal.jsonl") });
  return emulator;
}

/* The types of these are inferred. */
export const journal = fileJournal("journal.jsonl");
export const fetch = createUndiciFetch();
export const partsOf = ({ faults, requests, commits }: Emulator) => ({ ...faults, requests, commits });
export const problemOf = (error: unknown) => (isJournalError(error) ? error.problem : undefined);
