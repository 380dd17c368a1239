/** Outcomes by seed, as CSV beside the other results: Mesa's are read again, since they take Mesa minutes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.js';

export interface OutcomeRow {
  readonly case: string;
  /** `mesa`, `by hand`, `objects` or `columns`. */
  readonly side: string;
  readonly seed: number;
  /** Steps done. */
  readonly step: number;
  readonly outcome: string;
  readonly value: number;
}

const COLUMNS = 'case,side,seed,step,outcome,value';
const path = join(root, 'bench', 'results', 'distributions.csv');

/** What was kept last; nothing where nothing was. */
export function kept(): OutcomeRow[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.slice(lines.indexOf(COLUMNS) + 1).flatMap((line) => {
    if (line === '') return [];
    const [name = '', side = '', seed, step, outcome = '', value] = line.split(',');
    return [{ case: name, side, seed: Number(seed), step: Number(step), outcome, value: Number(value) }];
  });
}

/** Replaces what was kept of the cases in `rows`; other cases stay. */
export function keep(machine: Readonly<Record<string, string>>, rows: readonly OutcomeRow[]): void {
  const fresh = new Set(rows.map((row) => row.case));
  const all = [...kept().filter((row) => !fresh.has(row.case)), ...rows];
  const text = [
    ...Object.entries(machine).map(([key, value]) => `# ${key}: ${value}`),
    COLUMNS,
    ...all.map((row) => [row.case, row.side, row.seed, row.step, row.outcome, row.value].join(',')),
  ];
  writeFileSync(path, `${text.join('\n')}\n`);
}
