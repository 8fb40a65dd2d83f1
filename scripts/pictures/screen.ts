/** A terminal without colours, as far as a program with a progress bar needs one. */
export class Screen {
  readonly #lines: string[] = [""];
  #column = 0;

  /** What the screen shows, without empty lines at its end. */
  get text(): string {
    return this.#lines
      .map((line) => line.trimEnd())
      .join("\n")
      .trimEnd();
  }

  write(output: string): void {
    for (const [part] of output.matchAll(/\p{Cc}\[[0-?]*[ -/]*[@-~]|[\n\r]|\P{Cc}+/gu)) {
      if (part === "\n") this.#newLine();
      else if (part === "\r") this.#column = 0;
      else if (/^\p{Cc}/u.test(part)) this.#control(part.slice(2));
      else this.#print(part);
    }
  }

  #newLine(): void {
    this.#lines.push("");
    this.#column = 0;
  }

  /** Moves within the line and erasures; nothing else changes text. */
  #control(sequence: string): void {
    const [last = ""] = this.#lines.splice(-1);
    const number = Number.parseInt(sequence, 10) || 0;
    if (sequence.endsWith("G")) this.#column = Math.max(0, number - 1);
    if (sequence.endsWith("K")) this.#lines.push(number === 2 ? "" : last.slice(0, this.#column));
    else this.#lines.push(last);
  }

  #print(text: string): void {
    const [last = ""] = this.#lines.splice(-1);
    const before = last.slice(0, this.#column).padEnd(this.#column);
    this.#column += text.length;
    this.#lines.push(before + text + last.slice(this.#column));
  }
}
