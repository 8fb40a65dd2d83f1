import { escapeHtml } from "../review/tell/render-markdown.js";

interface Bar {
  readonly label: string;
  readonly value: number;
  /** Whether it is our client, which has another colour. */
  readonly ours?: boolean;
}

export interface Chart {
  readonly title: string;
  /** Text after each figure, such as " ×". */
  readonly unit: string;
  readonly bars: readonly Bar[];
}

const width = 840;
const labelWidth = 390;
const lineHeight = 26;
const top = 44;

/** A bar chart as SVG. It has its own background, so it is readable on a light and on a dark page. */
export function barChart({ title, unit, bars }: Chart): string {
  const height = top + bars.length * lineHeight + 14;
  const longest = Math.max(...bars.map(({ value }) => value));
  const scale = (width - labelWidth - 90) / longest;
  const rows = bars.map(({ label, value, ours }, index) => {
    const y = top + index * lineHeight;
    const length = Math.max(1, value * scale).toFixed(1);
    return [
      `<text x="${labelWidth - 10}" y="${y + 15}" text-anchor="end"${ours ? ' font-weight="700"' : ""}>${escapeHtml(label)}</text>`,
      `<rect x="${labelWidth}" y="${y + 2}" width="${length}" height="18" rx="2" fill="${ours ? "#0b6e4f" : "#9aa5b1"}"/>`,
      `<text x="${labelWidth + Number(length) + 8}" y="${y + 15}">${escapeHtml(`${format(value)}${unit}`)}</text>`,
    ].join("");
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}"`,
    ' font-family="system-ui, sans-serif" font-size="13" fill="#1f2933">',
    `<rect width="${width}" height="${height}" rx="6" fill="#ffffff"/>`,
    `<text x="16" y="26" font-size="15" font-weight="700">${escapeHtml(title)}</text>`,
    ...rows,
    "</svg>\n",
  ].join("\n");
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}
