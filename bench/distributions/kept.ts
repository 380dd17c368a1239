/** Samples of outcomes, as CSV beside the other results: Mesa's are read again, since they take Mesa minutes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.js';

/** One outcome of one side after so many steps. */
export interface Sample {
  readonly case: string;
  /** `mesa`, `by hand`, `objects` or `columns`. */
  readonly side: string;
  readonly step: number;
  readonly outcome: string;
  /** On the seeds 1, 2, 3, … */
  readonly values: readonly number[];
}

const COLUMNS = 'case,side,step,outcome,values';
const path = join(root, 'bench', 'results', 'distributions.csv');

/** What was kept last; nothing where nothing was. */
export function kept(): Sample[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.slice(lines.indexOf(COLUMNS) + 1).flatMap((line) => {
    if (line === '') return [];
    const [name = '', side = '', step, outcome = '', values = ''] = line.split(',');
    return [{ case: name, side, step: Number(step), outcome, values: values.split(' ').map(Number) }];
  });
}

/** Replaces what was kept of the cases in `samples`; other cases stay. Six digits are kept of each value. */
export function keep(machine: Readonly<Record<string, string>>, samples: readonly Sample[]): void {
  const fresh = new Set(samples.map((sample) => sample.case));
  const all = [...kept().filter((sample) => !fresh.has(sample.case)), ...samples];
  const text = [
    ...Object.entries(machine).map(([key, value]) => `# ${key}: ${value}`),
    COLUMNS,
    ...all.map(({ case: name, side, step, outcome, values }) => {
      const digits = values.map((value) => Number(value.toPrecision(6)));
      return [name, side, step, outcome, digits.join(' ')].join(',');
    }),
  ];
  writeFileSync(path, `${text.join('\n')}\n`);
}
