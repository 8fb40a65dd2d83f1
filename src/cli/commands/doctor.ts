import type { Command } from "commander";
import { isAccessPackageResourceRequestsError } from "../../errors/index.js";
import { claimsOf } from "../../responses/claims.js";
import { permission } from "../../responses/hints.js";
import { outcomeOfError } from "../../responses/outcomes.js";
import { Deadline, Interruption } from "../../time/deadline.js";
import { openCatalog, openSession, type Session } from "../connection.js";
import type { Context } from "../context.js";
import { CliFailure, type ExitCode, exitCodeOf, exitCodes } from "../exit-codes.js";
import { exampleCatalog, helpEnd } from "../help.js";
import { type CommandIo, interruptible } from "../io.js";
import { addConnectionOptions, type CatalogOptions } from "../options.js";
import { Table } from "../output/table.js";
import { inCommandWords } from "../output/words.js";

interface Finding {
  readonly check: "proxy" | "service" | "clock" | "sign-in" | "permission" | "catalog";
  readonly ok: boolean;
  readonly detail: string;
  readonly advice?: string;
  readonly exitCode: ExitCode;
}

const columns = [
  { title: "", width: 1 },
  { title: "", width: 10 },
  { title: "", width: 40 },
];
/** For the service to respond, and for a read of the catalog. */
const reachTimeoutInMs = 10_000;
const signInTimeoutInMs = 30_000;
/** Microsoft Entra ID accepts clocks that differ by up to five minutes. */
const maxSkewInMs = 5 * 60_000;

const checksHelp = `
Checks:
  proxy       the proxy from the environment, and what uses it
  service     whether the endpoint responds
  clock       whether this machine's clock agrees with the service's
  sign-in     who is signed in
  permission  whether the token has ${permission}
  catalog     whether the catalog can be read, if one is given
  The exit code is that of the first check that fails. With --json, each check
  is an object with check, ok, detail and, if it failed, advice.
`;

export function defineDoctor(program: Command, context: Context): void {
  addConnectionOptions(program.command("doctor"), context)
    .summary("find out why the other commands do not work")
    .description(
      "Checks the proxy, the service, the clock, the sign-in, the permission and the catalog, and says what to do. It changes nothing.",
    )
    .addHelpText("after", checksHelp + helpEnd("doctor", `doctor ${exampleCatalog} --json`))
    .action(async (options: CatalogOptions) => context.finish(await examine(options, context)));
}

async function examine(options: CatalogOptions, { io, output }: Context): Promise<ExitCode> {
  const session = await openSession(io, options, { timeoutInMs: reachTimeoutInMs });
  const table = new Table(columns, output.tableWidth);
  return interruptible(io, async ({ stop }) => {
    let code: ExitCode = exitCodes.ok;
    for await (const { exitCode, ...finding } of findingsOf(session, options, io, stop)) {
      if (stop.aborted) return exitCodes.interrupted;
      if (code === exitCodes.ok) code = exitCode;
      const { check, ok, detail, advice } = finding;
      const rows = [table.row(["", check, detail]), ...(advice ? [table.row(["", "", advice])] : [])].join("\n");
      await (options.json ? output.printJson(finding) : output.print(output.mark(ok) + rows.slice(1)));
    }
    return code;
  });
}

/** Yields the findings, and stops when the next checks would be meaningless. */
async function* findingsOf(
  session: Session,
  options: CatalogOptions,
  io: CommandIo,
  stop: AbortSignal,
): AsyncGenerator<Finding, void> {
  const { description, problem } = session.route;
  if (problem !== undefined) {
    yield failed("proxy", description, problem, exitCodes.environment);
    return;
  }
  yield passed("proxy", description);
  const reached = await reach(session, io, stop);
  yield* reached;
  const token = await signIn(session, options, io, stop);
  if (typeof token !== "string") {
    yield token;
    return;
  }
  yield* identify(token, session);
  const isNamed = options.catalog !== undefined || options.catalogName !== undefined;
  if (isNamed && reached[0]?.ok) yield readCatalog(session, options, stop);
}

function passed(check: Finding["check"], detail: string): Finding {
  return { check, ok: true, detail, exitCode: exitCodes.ok };
}

function failed(check: Finding["check"], detail: string, advice: string, exitCode: ExitCode): Finding {
  return { check, ok: false, detail, advice, exitCode };
}

/** Sends a request without a token, to check the service and the clock. */
async function reach({ endpoint: { baseUrl }, route }: Session, { clock }: CommandIo, stop: AbortSignal) {
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(reachTimeoutInMs)]);
    const response = await route.fetch(baseUrl, { method: "GET", headers: {}, body: null, redirect: "manual", signal });
    await response.body?.cancel();
    const { status, headers } = response;
    const isReady = status < 500 && status !== 407;
    const advice = "Check the proxy, or try again later.";
    const service = isReady
      ? passed("service", `${baseUrl} responds`)
      : failed("service", `${baseUrl} responded with ${status}`, advice, exitCodes.environment);
    const date = Date.parse(headers.get("date") ?? "");
    return Number.isNaN(date) ? [service] : [service, checkClock(date - clock.now())];
  } catch (error) {
    const detail = `${baseUrl} cannot be reached (${outcomeOfError(error).code})`;
    return [failed("service", detail, "Check the network, the proxy and --endpoint.", exitCodes.environment)];
  }
}

function checkClock(skewInMs: number): Finding {
  const detail = `differs from the service's by ${Math.round(Math.abs(skewInMs) / 1000)} s`;
  if (Math.abs(skewInMs) <= maxSkewInMs) return passed("clock", detail);
  return failed("clock", detail, "Correct the clock; otherwise a sign-in can fail.", exitCodes.environment);
}

async function signIn(
  { credential, scopes }: Session,
  { tenantId }: CatalogOptions,
  { clock }: CommandIo,
  abortSignal: AbortSignal,
): Promise<string | Finding> {
  // A person in a browser needs minutes. A credential need not honour its signal.
  const deadline = new Deadline(clock, abortSignal, tenantId === undefined ? signInTimeoutInMs : undefined);
  try {
    return String((await deadline.race(credential.getToken(scopes, { abortSignal, enableCae: true })))?.token);
  } catch (error) {
    const late = [`no token within ${signInTimeoutInMs / 1000} s`, "Check the network and the proxy."];
    const lines = error instanceof Interruption ? late : (error as Error).message.split("\n");
    return failed("sign-in", String(lines[0]), lines.slice(1).join("\n"), exitCodes.authentication);
  } finally {
    deadline.dispose();
  }
}

function identify(token: string, { endpoint }: Session): readonly Finding[] {
  if (endpoint.isLoopback) return [passed("sign-in", "an emulator accepts any token")];
  const { tid, appid, scp, roles, upn, unique_name: uniqueName, oid } = claimsOf(token);
  if (appid === undefined) return [passed("sign-in", "a token was obtained, but its claims cannot be read")];
  const isUser = scp !== undefined;
  const user = isUser ? `user ${upn ?? uniqueName ?? oid}, through ` : "";
  const granted = String(scp ?? roles ?? "none");
  const found = `${isUser ? "scp (of a user)" : "roles (of an application)"}: ${granted}`;
  const advice = isUser
    ? `Use --tenant-id and --client-id of an app registration that has the delegated permission ${permission}. The app of the Azure CLI never has it.`
    : `Grant the application permission ${permission} with admin consent. A catalog owner does not need it.`;
  return [
    passed("sign-in", `${user}application ${appid} of the tenant ${tid}`),
    granted.includes(permission) ? passed("permission", found) : failed("permission", found, advice, exitCodes.failed),
  ];
}

async function readCatalog(session: Session, options: CatalogOptions, abortSignal: AbortSignal): Promise<Finding> {
  const name = options.catalog ?? options.catalogName;
  try {
    const catalog = await openCatalog(session, options, abortSignal);
    await catalog.listResources({ abortSignal })[Symbol.asyncIterator]().next();
    return passed("catalog", `${name} can be read`);
  } catch (error) {
    const isFailure = error instanceof CliFailure;
    if (!isFailure && !isAccessPackageResourceRequestsError(error)) throw error;
    return failed(
      "catalog",
      `${name} cannot be read`,
      inCommandWords(error.message),
      isFailure ? exitCodes[error.kind] : exitCodeOf(error),
    );
  }
}
