/**
 * The name that a misspelt one probably means: at most a third of the letters differ, ignoring case. `undefined` when
 * there is none.
 */
export function closestName(given: string, names: readonly string[]): string | undefined {
  let closest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const most = Math.floor(Math.max(given.length, name.length) / 3);
    // Avoids comparing a name with a long string.
    if (Math.abs(given.length - name.length) > most) continue;
    const edits = editsBetween(given.toLowerCase(), name.toLowerCase());
    if (edits > most || edits >= least) continue;
    closest = name;
    least = edits;
  }
  return closest;
}

/** How many letters to insert, remove or replace (Levenshtein). */
function editsBetween(one: string, other: string): number {
  let edits = [...Array(other.length + 1).keys()];
  for (let row = 0; row < one.length; row += 1) {
    const next = [row + 1];
    for (let column = 0; column < other.length; column += 1) {
      const replaced = Number(edits[column]) + (one[row] === other[column] ? 0 : 1);
      next.push(Math.min(replaced, Number(edits[column + 1]) + 1, Number(next[column]) + 1));
    }
    edits = next;
  }
  return Number(edits.at(-1));
}
