import { body } from "../body.js";
import type { CreateSend } from "../peers/contenders/contender.js";

/** One contender in a process of its own: makes as many calls as each message asks for, and says what they cost. */
const [file = "", endpoint = "", stub] = process.argv.slice(2);

if (stub === "stub") {
  const response = await (await fetch(`${endpoint}/`, { method: "POST", body: "{}" })).text();
  globalThis.fetch = async () =>
    new Response(response, { status: 201, headers: { "content-type": "application/json" } });
}
const { createSend } = (await import(new URL(`${file}.mjs`, import.meta.url).href)) as {
  readonly createSend: CreateSend;
};
const send = createSend(endpoint);

process.on("message", async ({ count }: { count: number }) => {
  const cpu = process.cpuUsage();
  const started = process.hrtime.bigint();
  for (let call = 0; call < count; call += 1) await send(body);
  const elapsed = Number(process.hrtime.bigint() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  process.send?.({ microseconds: elapsed / count, cpu: (user + system) / count });
});
process.on("disconnect", () => process.exit());
process.send?.({ ready: 0 });
