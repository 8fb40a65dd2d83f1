/** Returns the name that a misspelled one is most likely meant as: at most a third of its letters differ. */
export function closestTo(given: string, names: readonly string[]): string | undefined {
  const [closest] = names
    .map((name) => ({ name, distance: distanceOf(given.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(name.length, given.length) / 3)
    .sort((one, other) => one.distance - other.distance);
  return closest?.name;
}

/** How many letters to insert, remove or replace (Levenshtein). */
function distanceOf(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const current = [row + 1];
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = Number(previous[column - 1]) + (letter === other[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, Number(previous[column]) + 1, Number(current[column - 1]) + 1));
    }
    previous = current;
  }
  return Number(previous.at(-1));
}
