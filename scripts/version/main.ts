import { writeVersion } from "./write.js";

// npm runs this as its script "version", when package.json already has the new one.
writeVersion(process.cwd());
