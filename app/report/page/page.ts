import { Html, html, type Part } from './html.js';
import { STYLE } from './style.js';

/** A part of a report with a heading of its own. */
export interface Section {
  /** Letters and hyphens: what links lead to. */
  readonly id: string;
  readonly title: string;
  readonly body: Part;
}

/**
 * Nothing is loaded from anywhere and no script runs, whatever the texts of a sweep hold: the browser is told so, too.
 */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** By what a page of ours is known. */
export const GENERATOR = 'Starling, report of a sweep';

/** A whole page: one file that needs no other. */
export function page(title: string, head: Html, sections: readonly Section[], foot: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="generator" content="${GENERATOR}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
${head}
<nav aria-label="Contents"><ul>${sections.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>
<main>
${sections.map(
  ({ id, title: name, body }) => html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${name}</h2>
${body}
</section>
`,
)}</main>
<footer>${foot}</footer>
</body>
</html>
`.text;
}
