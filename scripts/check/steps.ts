interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

/** What must hold besides the tests; the build comes first because others read what it makes. */
export const steps: readonly Step[] = [
  { name: "build", command: ["npm", "run", "--silent", "build"] },
  { name: "format and lint", command: ["npm", "run", "--silent", "lint"] },
  { name: "nothing unused", command: ["npm", "run", "--silent", "unused"] },
  { name: "types", command: ["npm", "run", "--silent", "typecheck"] },
  { name: "type tests", command: ["npm", "run", "--silent", "test:types"] },
  { name: "specification lint", command: ["npm", "run", "--silent", "lint:spec"] },
  { name: "reference documentation", command: ["npm", "run", "--silent", "docs"] },
  { name: "API report is fresh", command: ["npm", "run", "--silent", "api-report", "--", "--check"] },
  { name: "generated code is fresh", command: ["npm", "run", "--silent", "generate", "--", "--check", "--quick"] },
  { name: "packed package", command: ["npm", "run", "--silent", "check:package"] },
  { name: "review has no findings", command: ["npm", "run", "--silent", "review", "--", "--quiet"] },
];
