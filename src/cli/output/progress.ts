import { Presets, SingleBar } from "cli-progress";
import type { AddProgress } from "../../catalog/types.js";
import type { CommandIo } from "../io.js";
import type { Output } from "./output.js";

/** Shows on standard error how far a bulk add has come. */
export interface ProgressDisplay {
  readonly update: (progress: AddProgress) => void;
  /** Lets something else be printed, out of the way of what is shown. */
  readonly around: <Result>(print: () => Result) => Result;
  readonly end: () => void;
}

/** Without a terminal, a line is printed so often. */
const lineIntervalInMs = 5000;
const barWidth = 24;

export function createProgress(io: CommandIo, output: Output, total: number, isQuiet: boolean): ProgressDisplay {
  if (isQuiet) return { update: () => undefined, around: (print) => print(), end: () => undefined };
  const canDraw = io.stderr.isTTY === true && io.env["TERM"] !== "dumb";
  return canDraw ? createBar(io, total) : createLines(io, output);
}

function createBar({ stderr }: CommandIo, total: number): ProgressDisplay {
  const options = {
    format: "{bar} {value} of {total}{text}",
    barsize: barWidth,
    stream: stderr,
    clearOnComplete: true,
    gracefulExit: false,
    // The terminal's settings are left alone, and a line that is too long is cut.
    linewrap: true,
  };
  let bar: SingleBar | undefined;
  let last: AddProgress | undefined;
  const start = () => {
    bar = new SingleBar(options, Presets.legacy);
    bar.start(total, last?.done ?? 0, { text: last ? describe(last) : "" });
  };
  start();
  return {
    update: (progress) => {
      last = progress;
      bar?.update(progress.done, { text: describe(progress) });
    },
    // The bar goes back to where it began when it stops, so nothing may be printed below it before.
    around: (print) => {
      bar?.stop();
      const result = print();
      if (result instanceof Promise) return result.finally(start) as typeof result;
      start();
      return result;
    },
    end: () => bar?.stop(),
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
    around: (print) => print(),
    end: () => undefined,
  };
}

function describe({ done, rate, throttled, remainingInMs }: AddProgress): string {
  return [
    "",
    ...(done > 0 ? [`${rate.toFixed(rate < 10 ? 1 : 0)}/s`] : []),
    ...(throttled > 0 ? [`${throttled} throttled`] : []),
    ...(remainingInMs ? [`${duration(remainingInMs)} left`] : []),
  ].join(", ");
}

function duration(timeInMs: number): string {
  const seconds = Math.ceil(timeInMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
