import * as root from "access-package-resource-requests";
import * as emulator from "access-package-resource-requests/emulator";
import * as node from "access-package-resource-requests/node";
import { use } from "./use.cjs";

await use({ root, emulator, node }, () => import("access-package-resource-requests/dist/esm/src/index.js"));
