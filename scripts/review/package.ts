import { exitCodeOf } from "../command.js";
import { writePackageFiles } from "./package-files.js";

// This is part of packing, not of the build, because it takes longer than the build and only the package needs it.
try {
  await writePackageFiles(".", "dist");
} catch (error) {
  process.exitCode = exitCodeOf(error, "The review", console.error);
}
