import { Presets, SingleBar } from "cli-progress";
import type { AddProgress } from "../../catalog/types.js";
import { mostWaitInMin } from "../input/plausible.js";
import type { CommandIo } from "../io.js";
import type { Output } from "./output.js";

/** Shows the progress of an import on standard error. */
export interface ProgressDisplay {
  readonly update: (progress: AddProgress) => void;
  /** Hides the progress while something else is printed. */
  readonly around: (print: () => void | Promise<void>) => Promise<void>;
  readonly end: () => void;
}

/** How often a line is printed when there is no terminal. */
const lineIntervalInMs = 5000;

export function createProgress(io: CommandIo, output: Output, total: number, isQuiet: boolean): ProgressDisplay {
  if (isQuiet) return { update: () => undefined, around: async (print) => print(), end: () => undefined };
  const canDraw = io.stderr.isTTY === true && io.env["TERM"] !== "dumb";
  return canDraw ? createBar(io, total) : createLines(io, output);
}

function createBar({ stderr }: CommandIo, total: number): ProgressDisplay {
  const options = {
    format: "{bar} {value} of {total}{text}",
    barsize: 24,
    stream: stderr,
    clearOnComplete: true,
    gracefulExit: false,
    // Otherwise the library changes the terminal's settings.
    linewrap: true,
  };
  // A terminal that does not know its width reports 0, which the library treats as 80.
  const roomFor = ({ done }: AddProgress) => (stderr.columns || 80) - options.barsize - ` ${done} of ${total} `.length;
  const bar = new SingleBar(options, Presets.legacy);
  let last: AddProgress | undefined;
  const start = () => {
    bar.start(total, last?.done ?? 0, { text: last ? describe(last, roomFor(last)) : "" });
  };
  start();
  return {
    update: (progress) => {
      last = progress;
      bar.update(progress.done, { text: describe(progress, roomFor(progress)) });
    },
    // A bar that stops clears its own line, so it must stop before anything else is printed.
    around: async (print) => {
      bar.stop();
      await print();
      start();
    },
    end: () => bar.stop(),
  };
}

function createLines({ clock }: CommandIo, output: Output): ProgressDisplay {
  let due = clock.now() + lineIntervalInMs;
  return {
    update: (progress) => {
      if (clock.now() < due) return;
      due = clock.now() + lineIntervalInMs;
      output.note(`${progress.done} of ${progress.total}${describe(progress)}`);
    },
    around: async (print) => print(),
    end: () => undefined,
  };
}

/** @param room How long the text can be. What does not fit is left out, the least important part first. */
function describe({ rate, waiting, throttled, remainingInMs }: AddProgress, room = Number.POSITIVE_INFINITY): string {
  const parts = [
    "",
    ...(rate > 0 ? [`${rate.toFixed(rate < 10 ? 1 : 0)}/s`] : []),
    ...(waiting.length > 0 ? [`${waiting.length} awaiting replication, up to ${mostWaitInMin} min`] : []),
    ...(throttled > 0 ? [`throttled ${throttled} time${throttled === 1 ? "" : "s"}`] : []),
    ...(remainingInMs ? [`${waiting.length > 0 ? "at least " : ""}${duration(remainingInMs)} left`] : []),
  ];
  while (parts.length > 1 && parts.join(", ").length > room) parts.pop();
  return parts.join(", ");
}

/** With tenths of a second below one minute. */
export function exactDuration(timeInMs: number): string {
  return timeInMs < 60_000 ? `${(timeInMs / 1000).toFixed(1)} s` : duration(timeInMs);
}

export function duration(timeInMs: number): string {
  const seconds = Math.ceil(timeInMs / 1000);
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  if (minutes === 0) return `${seconds} s`;
  return (hours === 0 ? `${minutes} min ${seconds % 60} s` : `${hours} h ${minutes % 60} min`).replace(/ 0 \w+$/, "");
}
