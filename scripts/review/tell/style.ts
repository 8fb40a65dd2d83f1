/** The report's style sheet: one column that wraps, tables that become cards on a phone, colours for light, dark and print. */
export const style = `:root { color-scheme: light dark; --text: #1b1f24; --page: #ffffff; --soft: #f3f5f8; --line: #d3d9e0; --link: #0b57a4; --bad: #a3161f; --good: #17662d; --note: #7a4b00; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e8ee; --page: #14181d; --soft: #1f252c; --line: #38414c; --link: #85bcf5; --bad: #ff8f8f; --good: #7fd596; --note: #f0c06a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; color: var(--text); background: var(--page); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin-top: 2.25rem; border-top: 1px solid var(--line); padding-top: 1rem; }
a { color: var(--link); }
nav ul { columns: 20rem; padding-left: 1.2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
th, td { border: 1px solid var(--line); padding: 0.35rem 0.5rem; text-align: left; vertical-align: top; min-width: 4rem; }
th { background: var(--soft); }
code { font-family: ui-monospace, monospace; font-size: 0.9em; background: var(--soft); padding: 0 0.2em; overflow-wrap: anywhere; }
pre { background: var(--soft); padding: 0.75rem; overflow-x: auto; font: 0.85rem/1.4 ui-monospace, monospace; }
details { border: 1px solid var(--line); border-radius: 0.4rem; margin: 0.5rem 0; padding: 0.4rem 0.75rem; }
summary { cursor: pointer; }
.bad, .minus { color: var(--bad); }
.good, .plus { color: var(--good); }
.note { color: var(--note); }
.bad, .good, .note { font-weight: 600; }
.hidden { opacity: 0.7; }
@media (max-width: 40rem) {
  body { padding: 0.75rem; }
  table { font-size: 0.85rem; }
  .cards thead { display: none; }
  .cards tr { display: block; border: 1px solid var(--line); margin: 0 0 0.6rem; padding: 0.25rem 0; }
  .cards td { display: block; border: 0; padding: 0.1rem 0.5rem; overflow-wrap: anywhere; }
  .cards td:empty { display: none; }
  .cards td::before { content: attr(data-label) ": "; font-weight: 600; }
}
@media print {
  :root { --text: #000000; --page: #ffffff; --soft: #f3f3f3; --line: #999999; --link: #000000; --bad: #000000; --good: #000000; --note: #000000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  .wide, pre { overflow: visible; }
  pre { white-space: pre-wrap; }
  th, td { overflow-wrap: anywhere; min-width: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
  h2 { break-after: avoid; }
  tr { break-inside: avoid; }
}`;
