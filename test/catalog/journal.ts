import type { Journal, JournalEntry, JournalState } from "../../src/index.js";

/** A journal in memory that also records the order of its calls. */
export class MemoryJournal implements Journal {
  readonly states: Map<string, JournalState>;
  readonly events: string[] = [];

  constructor(states: Readonly<Record<string, JournalState>> = {}) {
    this.states = new Map(Object.entries(states));
  }

  async open(catalogId: string): Promise<void> {
    this.events.push(`open ${catalogId}`);
  }

  stateOf(key: string): JournalState | undefined {
    return this.states.get(key);
  }

  async sending(keys: readonly string[]): Promise<void> {
    await Promise.resolve();
    this.events.push(`sending ${keys.length}`);
    for (const key of keys) this.states.set(key, "sending");
  }

  async finished(entries: readonly JournalEntry[]): Promise<void> {
    await Promise.resolve();
    this.events.push(`finished ${entries.length}`);
    for (const { key, outcome } of entries) this.states.set(key, outcome);
  }

  async close(): Promise<void> {
    this.events.push("close");
  }
}
