const isLong = process.env["CHAOS_SIZE"] === "long";

/** How much the chaos tests do: little in `npm test`, everything in `npm run test:chaos`, which loads `chaos-long.ts`. */
export const chaosSize = isLong
  ? { calls: 10_000, batchSize: 20, streamed: 1_000_000, kills: 20, killed: 2000 }
  : { calls: 1000, batchSize: 3, streamed: 1000, kills: 4, killed: 600 };
