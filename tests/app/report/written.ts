import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeReport } from '../../../app/report/index.js';
import { type Made, madeSweeps } from './support.js';

/** Writes reports of made-up sweeps, for the tests of a file. */
export function writtenReports() {
  const { parent, make } = madeSweeps();

  async function report(made: Made, options: { readonly to?: string; readonly baseline?: string } = {}) {
    const folder = make(made);
    const written = await writeReport(folder, options);
    const html = readFileSync(written.page, 'utf8');
    return { folder, html, text: textOf(html), files: filesOf(join(written.page, '..')), ...written };
  }

  return { parent, report };
}

/** What is to be read of a page, without its figures. */
const textOf = (html: string): string =>
  html
    .replace(/<style>[\s\S]*?<\/style>|<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

/** Rows of a CSV file without quotes in it. */
export const csv = (text: string): Record<string, string>[] => {
  const [head, ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(head!.map((name, i) => [name, row[i]!])));
};
