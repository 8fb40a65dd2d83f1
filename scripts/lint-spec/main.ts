import { standardOutput } from "../command.js";
import { run } from "./run.js";

process.exitCode = run({ ...standardOutput, root: process.cwd() });
