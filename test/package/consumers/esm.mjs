import * as root from "access-package-resource-requests";
import * as emulator from "access-package-resource-requests/emulator";
import * as node from "access-package-resource-requests/node";
import * as v1 from "access-package-resource-requests/v1.0";
import { use } from "./use.cjs";

await use({ root, v1, emulator, node }, () => import("access-package-resource-requests/dist/esm/src/index.js"));
