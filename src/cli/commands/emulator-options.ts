import { InvalidArgumentError } from "commander";
import { readFault } from "../../emulator/faults/read.js";
import type { EmulatorCatalog, Fault, FaultKind, Lag, TokenBucketOptions } from "../../emulator/index.js";
import { isGuid } from "../../emulator/state/resource.js";
import { nonEmpty } from "../options.js";

// Each function reads the value of one option and throws InvalidArgumentError. Those with `previous` can be repeated.

export function collectCatalogs(text: string, previous: readonly EmulatorCatalog[] = []): readonly EmulatorCatalog[] {
  const [id, ...name] = text.split("=");
  if (id === undefined || !isGuid(id)) throw new InvalidArgumentError('It must be a GUID, or "GUID=name".');
  return [...previous, { id, displayName: name.join("=") || id }];
}

export function collectIds(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, nonEmpty(text)];
}

export function readThrottle(text: string): TokenBucketOptions {
  const [, rate, burst] = /^(\d+(?:\.\d+)?)\/([1-9]\d*)$/.exec(text) ?? [];
  if (rate !== undefined) return { ratePerSecond: Number(rate), burst: Number(burst) };
  throw new InvalidArgumentError('It must be "rate/burst", such as 10/20: 10 requests per second, and 20 at once.');
}

export function readLag(text: string): Lag {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(s|ms)$/.exec(text) ?? [];
  if (unit === undefined) throw new InvalidArgumentError("It must be a time with its unit, such as 5s or 500ms.");
  return { durationInMs: Number(amount) * (unit === "s" ? 1000 : 1) };
}

/** The properties that `--fault` gives to kinds that need more than a name. */
const defaults: Partial<Readonly<Record<string, object>>> = {
  latency: { latencyInMs: 1000 },
  status: { status: 503 },
  body: { body: "" },
  requestState: { state: "DeliveryFailed" },
  replicationLag: { times: 1 },
  visibilityLag: { times: 1 },
} satisfies Partial<Record<FaultKind, object>>;

export function collectFaults(text: string, previous: readonly Fault[] = []): readonly Fault[] {
  const [start, times = "1"] = text.split(/:(.*)/s);
  const [kind, when] = String(start).split(/@(.*)/s);
  if (!/^[1-9]\d{0,2}$|^1000$/.test(times)) {
    throw new InvalidArgumentError("The number of times must be a whole number from 1 to 1000.");
  }
  try {
    const fault = readFault({ kind, ...defaults[String(kind)], ...(when !== undefined && { when }) });
    return [...previous, ...Array<Fault>(Number(times)).fill(fault)];
  } catch (error) {
    throw new InvalidArgumentError((error as RangeError).message);
  }
}
