const root = require("access-package-resource-requests");
const emulator = require("access-package-resource-requests/emulator");
const node = require("access-package-resource-requests/node");
const v1 = require("access-package-resource-requests/v1.0");
const { use } = require("./use.cjs");

use({ root, v1, emulator, node }, async () => require("access-package-resource-requests/dist/cjs/src/index.js"));
