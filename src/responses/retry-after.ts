const months = "(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const time = "(?<time>(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60))";

/** The three forms of a date that a recipient must accept (RFC 9110, section 5.6.7). The name of the day does not matter. */
const dateForms = [
  `[A-Z][a-z]{2}, (?<day>\\d\\d) ${months} (?<year>\\d{4}) ${time} GMT`,
  `[A-Z][a-z]+day, (?<day>\\d\\d)-${months}-(?<year>\\d\\d) ${time} GMT`,
  `[A-Z][a-z]{2} ${months} (?<day>[ \\d]\\d) ${time} (?<year>\\d{4})`,
].map((form) => new RegExp(`^${form}$`));

/**
 * How long a `Retry-After` header asks to wait.
 *
 * @param header Value of the header, `null` or `undefined` when there is none.
 * @param now The current time, in milliseconds since 1970.
 * @returns Milliseconds, 0 for a date that has passed; `undefined` for a value that is neither a number of seconds,
 * whose fraction is rounded up to a whole second, nor one of the three date forms of RFC 9110.
 */
export function parseRetryAfter(header: string | null | undefined, now: number): number | undefined {
  const value = header?.trim() ?? "";
  const [, whole, fraction = ""] = /^(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole !== undefined) {
    const seconds = Number(whole) + (/[1-9]/.test(fraction) ? 1 : 0);
    return Math.min(seconds * 1000, Number.MAX_SAFE_INTEGER);
  }
  const parts = dateForms.map((form) => form.exec(value)?.groups).find(Boolean);
  const date = parts && toTimestamp(parts, now);
  return date === undefined ? undefined : Math.max(0, date - now);
}

function toTimestamp(parts: Readonly<Record<string, string>>, now: number): number | undefined {
  const [day, year, time] = [String(parts["day"]), String(parts["year"]), String(parts["time"])];
  const fullYear = year.length === 2 ? nearestYear(Number(year), now) : year;
  // The form that every engine reads (ECMAScript, Date.parse).
  const midnight = new Date(`Sun, ${day.replace(" ", "0")} ${parts["month"]} ${fullYear} 00:00:00 GMT`);
  // 31 Feb is read as 3 Mar.
  if (midnight.getUTCDate() !== Number(day)) return undefined;
  const [hours, minutes, seconds] = time.split(":").map(Number);
  // A leap second, 60, is the first of the next minute, which is never too early.
  return midnight.setUTCHours(Number(hours), Number(minutes), Number(seconds));
}

/** RFC 9110: a two-digit year that seems more than 50 years ahead is the last year in the past with those digits. */
function nearestYear(shortYear: number, now: number): number {
  const thisYear = new Date(now).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + shortYear;
  if (year > thisYear + 50) return year - 100;
  // Shortly before a century ends, its digits may mean the next one; a wait must not end early.
  return year < thisYear - 50 ? year + 100 : year;
}
