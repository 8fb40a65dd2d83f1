const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const dayName = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const longDayName = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";
const month = `(?<month>${monthNames.join("|")})`;
const time = "(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})";

/** The three forms a recipient must accept (RFC 9110, section 5.6.7). */
const dateForms = [
  new RegExp(`^${dayName}, (?<day>\\d{2}) ${month} (?<year>\\d{4}) ${time} GMT$`),
  new RegExp(`^${longDayName}, (?<day>\\d{2})-${month}-(?<shortYear>\\d{2}) ${time} GMT$`),
  new RegExp(`^${dayName} ${month} (?<day>[ \\d]\\d) ${time} (?<year>\\d{4})$`),
];

/**
 * How long a `Retry-After` header asks to wait.
 *
 * @param header Value of the header, `null` when there is none.
 * @param now The current time, in milliseconds since 1970.
 * @returns Milliseconds, 0 for a date that has passed; `undefined` for a value that is neither a number of seconds,
 * whose fraction is rounded up to a whole second, nor one of the three date forms of RFC 9110.
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  const value = header?.trim();
  if (!value) return undefined;
  const [, whole, fraction = ""] = /^(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole !== undefined) {
    const seconds = Number(whole) + (/[1-9]/.test(fraction) ? 1 : 0);
    return Math.min(seconds * 1000, Number.MAX_SAFE_INTEGER);
  }
  const date = parseHttpDate(value, now);
  return date === undefined ? undefined : Math.max(0, date - now);
}

function parseHttpDate(value: string, now: number): number | undefined {
  for (const form of dateForms) {
    const parts = form.exec(value)?.groups;
    if (parts) return toTimestamp(parts, now);
  }
  return undefined;
}

function toTimestamp(parts: Record<string, string | undefined>, now: number): number | undefined {
  const [day, hour, minute, second] = ["day", "hour", "minute", "second"].map((part) => Number(parts[part]));
  const year = parts["year"] === undefined ? fullYear(Number(parts["shortYear"]), now) : Number(parts["year"]);
  const date = new Date(0);
  date.setUTCFullYear(year, monthNames.indexOf(String(parts["month"])), day);
  // A leap second (60) is allowed by the grammar; it rolls over into the next minute, which is never too early.
  if (date.getUTCDate() !== day || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  return date.setUTCHours(Number(hour), Number(minute), Number(second));
}

/** RFC 9110: a two-digit year that seems more than 50 years ahead is the last year in the past with those digits. */
function fullYear(shortYear: number, now: number): number {
  const thisYear = new Date(now).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + shortYear;
  if (year > thisYear + 50) return year - 100;
  // Just before a century ends, its digits may mean the next one; a wait must not end early.
  return year < thisYear - 50 ? year + 100 : year;
}
