import { readFileSync } from "node:fs";
import { errorCode } from "../errors/redact.js";

/** What tells a process from every other one on its host, later ones with the same id included. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, as the system says it; absent where the system has no cheap answer (all but Linux). */
  readonly start?: string;
}

export function identify(pid: number): ProcessIdentity {
  const start = stateOf(pid)?.start;
  return { pid, ...(start !== undefined && { start }) };
}

/** Whether the process still runs. One that cannot be told from a later one with its id counts as running. */
export function isRunning({ pid, start }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM says that it exists and is somebody else's.
    if (errorCode(error) !== "EPERM") return false;
  }
  const state = stateOf(pid);
  if (state === undefined) return true;
  return !state.isZombie && (start === undefined || start === state.start);
}

/** Linux only (proc(5)): state and start, the latter counted from a boot, which is therefore part of it. */
function stateOf(pid: number): { readonly start: string; readonly isZombie: boolean } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses, which may hold spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return { start: `${boot}/${fields[19]}`, isZombie: fields[0] === "Z" || fields[0] === "X" };
  } catch {
    return undefined;
  }
}
