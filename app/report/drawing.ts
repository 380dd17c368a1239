import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CsvSink, type Value } from '../../framework/index.js';
import { onDisk } from '../run/files.js';
import { rendered, type Spec } from './figures/index.js';
import { Html, html, type Part, table } from './page/index.js';

/** The numbers behind a figure, or a table too long for the page: columns by name, all of one length. */
export type Data = Readonly<Record<string, readonly Value[]>>;

/** A figure as a section gives it. */
export interface Drawn {
  /** What it shows, in words for a file's name. */
  readonly name: string;
  readonly title: string;
  /** How it is read, and what it says. */
  readonly caption: Part;
  /** What is to be seen, for those who can't see it; plain text. */
  readonly description: string;
  readonly spec: Spec;
  readonly data: Data;
}

/** Rows of its data that a figure shows in the page. */
export const SHOWN = 60;

/** Draws the figures of a report, numbers them, and writes each beside the page with its data. */
export class Drawing {
  /** How many figures it has drawn. */
  count = 0;
  readonly #folder: string;
  readonly #names = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
    for (const each of ['figures', 'data']) mkdirSync(join(folder, each), { recursive: true });
  }

  async figure({ name, title, caption, description, spec, data }: Drawn): Promise<Html> {
    const id = this.#free(name);
    const svg = await rendered({ id: `f-${id}`, title, description, spec });
    const path = join(this.#folder, 'figures', `${id}.svg`);
    onDisk(path, () => writeFileSync(path, `${svg}\n`));
    const csv = this.#write(id, data);
    const number = ++this.count;
    return html`<figure id="${id}">
${new Html(svg)}
<figcaption><b>Figure ${number}.</b> ${caption} <span class="files"><a href="figures/${id}.svg">SVG</a> <a href="${csv}">CSV</a></span></figcaption>
<details><summary>The numbers of figure ${number}</summary>
${numbers(title, data, csv)}</details>
</figure>`;
  }

  /** Writes a table as CSV. @returns where, from the page */
  table(name: string, data: Data): string {
    return this.#write(this.#free(name), data);
  }

  #write(id: string, data: Data): string {
    const names = Object.keys(data);
    const sink = new CsvSink(join(this.#folder, 'data'));
    sink.open([{ name: id, columns: Object.fromEntries(names.map((name) => [name, 'any'])) }]);
    for (let row = 0; row < lengthOf(data); row++)
      sink.write(id, Object.fromEntries(names.map((name) => [name, data[name]![row]!])));
    sink.close();
    return `data/${id}.csv`;
  }

  #free(name: string): string {
    const stem = name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60);
    let id = stem;
    for (let n = 2; this.#names.has(id); n++) id = `${stem}-${n}`;
    this.#names.add(id);
    return id;
  }
}

const lengthOf = (data: Data): number => Object.values(data)[0]?.length ?? 0;

function numbers(title: string, data: Data, csv: string): Part {
  const names = Object.keys(data);
  const all = lengthOf(data);
  const rows = Array.from({ length: Math.min(all, SHOWN) }, (_, row) =>
    names.map((name) => String(data[name]![row] ?? '–')),
  );
  const columns = names.map((name) => ({
    title: name,
    isNumber: data[name]!.every((value) => typeof value !== 'string'),
  }));
  const rest =
    all > SHOWN &&
    html`<p>The first ${SHOWN} of ${all} rows; all of them are in <a href="${csv}">${csv}</a>.</p>`;
  return [table(title, columns, rows), rest];
}
