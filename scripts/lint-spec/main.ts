import { standardOutput } from "../command.js";
import { run } from "./run.js";

process.exitCode = await run({ ...standardOutput(), root: process.cwd() });
