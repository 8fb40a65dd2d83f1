import { readFileSync } from "node:fs";
import { errorCode } from "../errors/redact.js";

/** Identifies a process on its host, even if a later one has the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, as the system writes it; only on Linux. */
  readonly start?: string;
}

export function identify(pid: number): ProcessIdentity {
  const start = stateOf(pid)?.start;
  return { pid, ...(start !== undefined && { start }) };
}

/** Whether the process still runs. When a later one with its id may have replaced it, it counts as running. */
export function isRunning({ pid, start }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM means that it is another user's.
    if (errorCode(error) !== "EPERM") return false;
  }
  const state = stateOf(pid);
  if (state === undefined) return true;
  return !state.isZombie && (start === undefined || start === state.start);
}

/** Linux only (proc(5)): state and start, the latter relative to a boot, which is therefore part of it. */
function stateOf(pid: number): { readonly start: string; readonly isZombie: boolean } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses, which may contain spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return { start: `${boot}/${fields[19]}`, isZombie: fields[0] === "Z" || fields[0] === "X" };
  } catch {
    return undefined;
  }
}
