import { CliFailure } from "../exit-codes.js";

/** What the files begin with that people take for CSV, a character for each byte. */
const signatures: readonly (readonly [string, string])[] = [
  ["PK\x03\x04", "an Excel workbook (.xlsx) or another ZIP file"],
  ["PK\x05\x06", "an empty ZIP file"],
  ["\xd0\xcf\x11\xe0", "an Excel workbook (.xls, or one with a password)"],
  ["%PDF", "a PDF"],
  ["{\\rtf", "an RTF document"],
  ["\x1f\x8b", "compressed with gzip"],
  ["BZh", "compressed with bzip2"],
  ["\xfd7zXZ", "compressed with xz"],
  ["7z\xbc\xaf", "a 7-Zip file"],
  ["Rar!", "a RAR file"],
];
const markup = /^(?:\xef\xbb\xbf)?\s*<[!?a-z]/i;
const sampleSize = 256;

/** @throws CliFailure when the bytes are another kind of file. */
export function assertText(name: string, bytes: Buffer): void {
  const start = bytes.toString("latin1", 0, sampleSize);
  const signature = signatures.find(([beginning]) => start.startsWith(beginning));
  const kind = signature?.[1] ?? (markup.test(start) ? "HTML or XML" : undefined);
  if (kind === undefined) return;
  throw new CliFailure("usage", `${name} is ${kind}: save it as CSV (in Excel, "CSV UTF-8") or as JSON`);
}

/**
 * The text of a file in UTF-8 or UTF-16, without its byte order marks.
 *
 * @throws CliFailure when it is in another encoding.
 */
export function decode(name: string, bytes: Buffer): string {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text.replace(/^\ufeff+/, "");
  } catch {
    // The message below says what to do.
  }
  throw new CliFailure("usage", `${name} is neither UTF-8 nor UTF-16: save it as UTF-8 (in Excel, "CSV UTF-8")`);
}

/** Without a mark, UTF-16 shows by the zero in every second byte of letters that ASCII has, too. */
function encodingOf(bytes: Buffer): string {
  const mark = bytes.toString("latin1", 0, 2);
  if (mark === "\xff\xfe") return "utf-16le";
  if (mark === "\xfe\xff") return "utf-16be";
  const sample = [...bytes.subarray(0, sampleSize)];
  const zeros = (parity: number) => sample.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  const [even, odd] = [zeros(0), zeros(1)];
  if (even === 0 && odd > sample.length / 4) return "utf-16le";
  return odd === 0 && even > sample.length / 4 ? "utf-16be" : "utf-8";
}
