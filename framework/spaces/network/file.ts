import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Exit, StarlingError } from '../../errors.js';

const CSV_HINT = 'It is a CSV file with the columns source and target, a link a row.';
const JSON_HINT = 'It is a JSON file with a list of pairs: [[0, 1], [1, 2]].';

/**
 * The links of an edge list: a CSV file with the columns source and target, or, where its name ends on `.json`, a list
 * of pairs. Nodes are numbered from 0.
 *
 * @param nodes how many nodes there are; where nothing is said, as many as the greatest number needs
 * @throws StarlingError, with file and line (or place in the list), for a file that cannot be read and for a link that
 * does not join two different nodes
 */
export function readLinks(path: string, nodes?: number): { nodes: number; links: [number, number][] } {
  const found = path.endsWith('.json') ? fromJson(path) : fromCsv(path);
  const size =
    nodes ?? found.reduce((most, { pair }) => Math.max(most, ...pair.map((i) => Number(i) + 1)), 1);
  const links = found.map(({ pair, place }): [number, number] => {
    const [source, target] = pair.map(nodeOf);
    const fits = [source, target].every((node) => node !== undefined && node < size);
    if (fits && source !== target && pair.length >= 2) return [source!, target!];
    const range = nodes === undefined ? '0, 1, 2, …' : `0 … ${size - 1}`;
    throw new StarlingError(`A link joins two different nodes of ${range}; got ${pair.join(', ')}.`, {
      code: Exit.usage,
      place,
      hint: 'The columns are source and target, node indices.',
    });
  });
  return { nodes: size, links };
}

/** What the parser answers with `info`. */
interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

interface Entry {
  readonly pair: readonly unknown[];
  readonly place: string;
}

function fromCsv(path: string): Entry[] {
  const options = { bom: true, trim: true, skip_empty_lines: true, info: true };
  const rows = reading(path, CSV_HINT, (text) => parse(text, options) as unknown as Row[]);
  const [header, ...links] = rows;
  if (header?.record[0] !== 'source' || header.record[1] !== 'target')
    throw new StarlingError('The edge list does not begin with the header source,target.', {
      code: Exit.usage,
      place: `${path}:1`,
      hint: 'Give it the columns source and target, a link a row.',
    });
  return links.map(({ record, info }) => ({ pair: record.slice(0, 2), place: `${path}:${info.lines}` }));
}

function fromJson(path: string): Entry[] {
  const list = reading(path, JSON_HINT, (text) => {
    const read: unknown = JSON.parse(text);
    if (!Array.isArray(read)) throw new Error('it is no list');
    return read as unknown[];
  });
  return list.map((pair, k) => ({ pair: Array.isArray(pair) ? pair : [pair], place: `${path}:[${k}]` }));
}

function reading<T>(path: string, hint: string, read: (text: string) => T): T {
  try {
    return read(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new StarlingError(`The edge list cannot be read: ${(error as Error).message}`, {
      code: Exit.usage,
      place: path,
      hint,
      cause: error,
    });
  }
}

function nodeOf(value: unknown): number | undefined {
  return /^\d+$/.test(String(value)) ? Number(value) : undefined;
}
