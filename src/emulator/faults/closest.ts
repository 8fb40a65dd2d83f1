/** Returns the name that a misspelled one is most likely meant as: at most a third of its letters differ. */
export function closestTo(given: string, names: readonly string[]): string | undefined {
  const rated = names.map((name) => ({ name, distance: distanceOf(given.toLowerCase(), name.toLowerCase()) }));
  const [closest] = rated.sort((one, other) => one.distance - other.distance);
  return closest !== undefined && closest.distance * 3 <= closest.name.length ? closest.name : undefined;
}

/** How many letters to insert, remove or replace (Levenshtein). */
function distanceOf(one: string, other: string): number {
  const start = [...other, ""].map((_, index) => index);
  const last = [...one].reduce((previous, letter) => {
    const current = [Number(previous[0]) + 1];
    for (const [index, wanted] of [...other].entries()) {
      const replaced = Number(previous[index]) + (letter === wanted ? 0 : 1);
      current.push(Math.min(replaced, Number(previous[index + 1]) + 1, Number(current[index]) + 1));
    }
    return current;
  }, start);
  return Number(last.at(-1));
}
