import { exitCodeOf } from "../command.js";
import { writePackageFiles } from "./package-files.js";

// Part of packing, not of the build: it takes longer than all of the build, and nobody but a reader of the package needs it.
try {
  await writePackageFiles(".", "dist");
} catch (error) {
  process.exitCode = exitCodeOf(error, "The review", console.error);
}
