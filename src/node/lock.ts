import { randomUUID } from "node:crypto";
import {
  linkSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { errorCode } from "../errors/redact.js";
import { JournalError } from "./journal-error.js";
import { identify, isRunning, type ProcessIdentity } from "./processes.js";

interface Holder extends ProcessIdentity {
  readonly id: string;
  readonly host: string;
  /** When it took the lock, ISO 8601 in UTC. */
  readonly since: string;
}

/**
 * Takes the lock of a file: a second file next to its real path, with the process that has it. The lock of a process
 * that has ended is taken over.
 *
 * @returns Releases the lock.
 * @throws JournalError when a process has it, or may have.
 */
export function takeLock(file: string): () => void {
  return take(file, `${realPathOf(file)}.lock`);
}

/** The one path that all links to a file share, whether it exists or not. */
function realPathOf(file: string): string {
  try {
    return realpathSync.native(file);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
  const folder = realpathSync.native(dirname(file));
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink();
  return isLink ? realPathOf(resolve(folder, readlinkSync(file))) : join(folder, basename(file));
}

function take(file: string, lock: string): () => void {
  const holder = { id: randomUUID(), host: hostname(), since: new Date().toISOString(), ...identify(process.pid) };
  // Written first and then linked, so that no process sees an empty lock.
  const draft = `${lock}.${holder.id}.tmp`;
  try {
    writeFileSync(draft, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
    while (!linkNew(draft, lock)) {
      const other = readHolder(file, lock);
      if (other === undefined) continue;
      assertEnded(file, lock, other);
      if (replace(file, lock, other, draft)) break;
    }
    return () => rmSync(lock, { force: true });
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Replaces the lock of an ended process by the draft. Several processes may try, so there is a lock for replacing this
 * one: the process that has it and still finds the old lock in its place replaces it.
 */
function replace(file: string, lock: string, ended: Holder, draft: string): boolean {
  const release = take(file, `${lock}.${ended.id}`);
  try {
    if (readHolder(file, lock)?.id !== ended.id) return false;
    renameSync(draft, lock);
    return true;
  } finally {
    release();
  }
}

function linkNew(existing: string, path: string): boolean {
  try {
    linkSync(existing, path);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** `undefined` when the lock was released meanwhile. */
function readHolder(file: string, lock: string): Holder | undefined {
  let text = "";
  try {
    // A dangling link would look like a released lock, and reading a pipe would never end.
    if (lstatSync(lock).isFile()) text = readFileSync(lock, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
  const holder = parseHolder(text);
  if (!holder) {
    throw new JournalError("inUse", `${lock} is not the lock of a journal. If nothing uses ${file}, delete ${lock}.`);
  }
  return holder;
}

function parseHolder(text: string): Holder | undefined {
  try {
    const { id, host, since, pid, start }: Partial<Record<string, unknown>> = JSON.parse(text);
    if (typeof id !== "string" || !/^[\w-]+$/.test(id) || typeof host !== "string" || !Number.isInteger(pid)) {
      return undefined;
    }
    return { id, host, since: String(since), pid: Number(pid), ...(typeof start === "string" && { start }) };
  } catch {
    return undefined;
  }
}

function assertEnded(file: string, lock: string, holder: Holder): void {
  const who = `${file} is in use by process ${holder.pid}`;
  if (holder.host !== hostname()) {
    throw new JournalError(
      "inUse",
      `${who} on host ${holder.host} since ${holder.since}, and whether it is still running cannot be seen from here. If it is not, delete ${lock}.`,
    );
  }
  if (isRunning(holder)) {
    throw new JournalError(
      "inUse",
      `${who} since ${holder.since}. Wait until it ends, or use another journal. If that process is another program, delete ${lock}.`,
    );
  }
}
