const root = require("access-package-resource-requests");
const emulator = require("access-package-resource-requests/emulator");
const node = require("access-package-resource-requests/node");
const { use } = require("./use.cjs");

use({ root, emulator, node }, async () => require("access-package-resource-requests/dist/cjs/src/index.js"));
