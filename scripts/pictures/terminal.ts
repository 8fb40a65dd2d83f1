import { escapeHtml } from "../review/tell/render-markdown.js";

const characterWidth = 8.4;
const lineHeight = 20;
const margin = 20;

/**
 * Draws a terminal as SVG.
 *
 * @param title What the picture shows, for readers who cannot see it.
 * @param text What the terminal shows; a line that begins with `$ ` is a command.
 */
export function drawTerminal(title: string, text: string): string {
  const lines = text.split("\n");
  const columns = Math.max(80, ...lines.map((line) => line.length));
  const width = Math.ceil(columns * characterWidth + 2 * margin);
  const height = lines.length * lineHeight + 2 * margin;
  const rows = lines.map((line, index) => {
    const y = margin + (index + 0.75) * lineHeight;
    const length = (line.length * characterWidth).toFixed(1);
    const style = line.startsWith("$ ") ? ' class="command"' : "";
    // The length keeps the columns aligned whatever font the reader has.
    return line === ""
      ? ""
      : `<text x="${margin}" y="${y}" textLength="${length}" xml:space="preserve"${style}>${escapeHtml(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escapeHtml(title)}</title>
<style>text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #d7dee8; } .command { fill: #7ee2a0; }</style>
<rect width="100%" height="100%" rx="8" fill="#14181d" stroke="#38414c"/>
${rows.filter(Boolean).join("\n")}
</svg>
`;
}
