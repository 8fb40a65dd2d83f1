/** One column; tables become cards on a phone; colours for light, dark and print, each pair with a contrast of 4.5 or more. */
export const style = `:root { color-scheme: light dark; --text: #1b1f24; --quiet: #57606a; --page: #ffffff; --soft: #f3f5f8; --line: #d3d9e0; --link: #0a58ca;
  --good: #116329; --good-soft: #e6f6ea; --bad: #a40e26; --bad-soft: #fdecee; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e8ee; --quiet: #a2acb8; --page: #14181d; --soft: #1f252c; --line: #38414c; --link: #7ab7ff;
    --good: #7ee2a0; --good-soft: #12301d; --bad: #ff9aa5; --bad-soft: #3d161b; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 64rem; padding: 1.5rem 1rem 4rem; color: var(--text); background: var(--page); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.75rem; border-top: 1px solid var(--line); padding-top: 1.25rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 0.5rem; }
details h3 { border-top: 1px solid var(--line); padding-top: 1rem; }
details h3:first-of-type { border-top: 0; padding-top: 0; }
a { color: var(--link); }
p, ul, ol, dl { margin: 0.5rem 0; }
ul, ol { padding-left: 1.5rem; }
li { margin: 0.35rem 0; }
.verdict { font-size: 1.35rem; font-weight: 700; padding: 0.75rem 1rem; border-radius: 0.4rem; border-left: 0.4rem solid; margin: 0 0 1rem; }
.fails { color: var(--bad); background: var(--bad-soft); }
.passes { color: var(--good); background: var(--good-soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.35rem 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; font-size: 0.92rem; margin: 0.5rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: 0.4rem 0.75rem 0.4rem 0; text-align: left; vertical-align: top; min-width: 8.5rem; }
td a { white-space: nowrap; }
th { color: var(--quiet); font-weight: 600; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.875em; }
code { background: var(--soft); padding: 0.1em 0.3em; border-radius: 0.25rem; }
pre { background: var(--soft); border-radius: 0.4rem; padding: 0.6rem 0; margin: 0.5rem 0; white-space: pre-wrap; }
pre span { display: block; padding: 0 0.75rem; min-height: 1.5em; }
.added { color: var(--good); background: var(--good-soft); }
.removed { color: var(--bad); background: var(--bad-soft); }
details { border: 1px solid var(--line); border-radius: 0.4rem; margin: 0.6rem 0; padding: 0.5rem 0.9rem; }
details details { padding: 0.35rem 0.75rem; }
summary { cursor: pointer; font-weight: 600; }
details[open] > summary { margin-bottom: 0.5rem; }
@media (max-width: 40rem) {
  h2 { font-size: 1.1rem; }
  body { padding: 1rem 0.75rem 3rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
  thead { display: none; }
  tr, td { display: block; border: 0; }
  tr { border-bottom: 1px solid var(--line); padding: 0.5rem 0; }
  td { padding: 0.1rem 0; min-width: 0; }
  td a { white-space: normal; }
  td:empty { display: none; }
  td::before { content: attr(data-column) ": "; color: var(--quiet); }
  td[data-column="change"]::before { content: none; }
}
@media print {
  :root { color-scheme: light; --text: #000000; --quiet: #444444; --page: #ffffff; --soft: #f3f3f3; --line: #999999; --link: #000000; --good: #000000; --bad: #000000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  details::details-content { content-visibility: visible; block-size: auto; }
}`;
