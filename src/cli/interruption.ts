import type { CommandIo } from "./io.js";

/** What Ctrl-C asks for. */
export interface Interruption {
  /** Aborted by the first Ctrl-C: begin nothing new. */
  readonly stop: AbortSignal;
  /** Aborted by the second one: end at once. A third one ends the process, as without us. */
  readonly abort: AbortSignal;
  readonly dispose: () => void;
}

export function watchInterrupts(io: CommandIo, onFirst: () => void = () => undefined): Interruption {
  const stop = new AbortController();
  const abort = new AbortController();
  const dispose = io.onInterrupt(() => {
    if (stop.signal.aborted) {
      dispose();
      abort.abort();
    } else {
      stop.abort();
      onFirst();
    }
  });
  return { stop: stop.signal, abort: abort.signal, dispose };
}
