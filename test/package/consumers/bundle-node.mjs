import assert from "node:assert/strict";
import { fileJournal } from "access-package-resource-requests/node";
import { createUndiciFetch } from "access-package-resource-requests/undici";

const journal = fileJournal("bundle.jsonl");
await journal.open("c");
await journal.close();
const { status } = await createUndiciFetch()("https://graph.microsoft.com/beta", { method: "GET", headers: {} });
assert.equal(status, 204);
