/** The style of a report. It names no font that has to be fetched, and nothing in it depends on the width but the columns of figures. */
export const STYLE = `
:root { --ink: #1b1b1f; --soft: #55565e; --line: #d9dae0; --faint: #f5f6f8; --accent: #0072b2; --bad: #a33b00; color-scheme: light; }
* { box-sizing: border-box; }
html { font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: var(--ink); background: #fff; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 2.5rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 76rem; overflow-wrap: break-word; }
h1 { font-size: clamp(1.7rem, 1.2rem + 2vw, 2.4rem); line-height: 1.15; letter-spacing: -0.015em; margin: 0 0 .4rem; }
h2 { font-size: 1.4rem; line-height: 1.25; letter-spacing: -0.01em; margin: 0 0 .5rem; }
h3 { font-size: 1.05rem; line-height: 1.3; margin: 1.8rem 0 .3rem; }
p, ul { margin: .5rem 0; max-width: 46rem; }
a { color: var(--accent); }
code { font: .9em ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.over { color: var(--soft); text-transform: uppercase; letter-spacing: .08em; font-size: .78rem; margin: 0 0 .3rem; }
.lead { font-size: 1.1rem; color: var(--soft); }
.note { border-left: 4px solid var(--accent); background: var(--faint); padding: .6rem 1rem; margin: 1.2rem 0; }
.note.bad { border-color: var(--bad); }
.soft { color: var(--soft); }
section { border-top: 2px solid var(--ink); padding-top: 1rem; margin-top: 3rem; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.3rem; margin: 1.4rem 0 0; max-width: none; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 0 1.5rem; margin: 1.6rem 0 0; padding: 0; }
.tiles div { border-top: 1px solid var(--line); padding: .5rem 0 .8rem; }
.tiles dt { color: var(--soft); font-size: .85rem; }
.tiles dd { margin: 0; font-size: 1.5rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
.tiles dd small { font-size: .85rem; color: var(--soft); }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1.2rem; margin: 1rem 0; font-size: .92rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: 1.6rem 2rem; margin: 1.2rem 0; align-items: start; }
figure { margin: 0; min-width: 0; break-inside: avoid; }
figure svg { display: block; width: 100%; height: auto; max-width: 40rem; }
figcaption { font-size: .86rem; line-height: 1.45; color: var(--soft); margin-top: .4rem; }
figcaption b { color: var(--ink); }
details { font-size: .86rem; margin-top: .3rem; }
summary { cursor: pointer; color: var(--accent); }
.scroll { overflow-x: auto; max-width: 100%; margin: .8rem 0; }
.scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
details .scroll { max-height: 24rem; overflow-y: auto; }
table { border-collapse: collapse; font-size: .88rem; line-height: 1.4; font-variant-numeric: tabular-nums lining-nums; }
caption { text-align: left; color: var(--soft); font-size: .86rem; padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .32rem 1.3rem .32rem 0; border-bottom: 1px solid var(--line); font-weight: normal; }
thead th { font-weight: 600; border-bottom: 1.5px solid var(--ink); vertical-align: bottom; line-height: 1.25; }
tbody th { max-width: 24rem; }
td:last-child, th:last-child { padding-right: .2rem; }
.n { text-align: right; }
td.n, td.n .range { white-space: nowrap; }
thead .n { max-width: 8.5rem; }
thead .range { font-weight: 400; }
.range { display: block; color: var(--soft); font-size: .85em; }
.yes::before { content: "✓ "; color: #00664b; font-weight: 700; }
.no { font-weight: 600; color: var(--bad); }
.no::before { content: "✗ "; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: .8rem/1.4 ui-monospace, Menlo, Consolas, monospace; margin: .3rem 0; }
footer { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: .8rem; font-size: .86rem; color: var(--soft); }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  html { font-size: 10.5pt; }
  body { padding: 0; max-width: none; }
  nav, summary, .files { display: none; }
  section { margin-top: 1.6rem; }
  h2, h3, .lead, caption { break-after: avoid; }
  section > p { orphans: 3; widows: 3; break-after: avoid; }
  figure, .note, tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.2rem 1.4rem; }
  a { color: inherit; text-decoration: none; }
}
`;
