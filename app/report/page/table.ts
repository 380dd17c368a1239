import { type Html, html, type Part } from './html.js';

/** A column of a table. */
export interface Column {
  readonly title: Part;
  /** Numbers stand right, their digits below one another. */
  readonly isNumber?: boolean;
}

/** A table of a page: it scrolls within itself where the page is narrow. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Part[])[]): Html {
  const cells = (row: readonly Part[]) =>
    row.map((part, i) => {
      const name = columns[i]?.isNumber === true ? 'n' : '';
      return i === 0
        ? html`<th scope="row" class="${name}">${part}</th>`
        : html`<td class="${name}">${part}</td>`;
    });
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ title, isNumber }) => html`<th scope="col" class="${isNumber === true ? 'n' : ''}">${title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>\n`)}</tbody>
</table></div>`;
}
