import { once } from 'node:events';
import { Command } from 'commander';
import { note } from '../output.js';
import { reading } from './reading.js';

const HELP = `
Examples:
  $ starling sweep query sweeps/westermo-arms-1 "SELECT label, avg(recall) FROM runs GROUP BY label"
  $ starling sweep query sweeps/westermo-arms-1 "SELECT * FROM model WHERE step = 10" --csv > rows.csv
  $ starling sweep query sweeps/westermo-arms-1 "DESCRIBE runs"

The query is SQL as DuckDB has it. Tables: runs (a row for each run that succeeded, with its parameters and outcomes), model
and agents (their rows, by key), further tables of the model, and attempts (times, hosts and failures). It may be asked at
any time, also while the sweep is driven.

Exit codes:
  0 ok, 1 failure, 2 usage, or a query that can't be answered
`;

/** `starling sweep query DIR SQL`. */
export const queryCommand = (): Command =>
  new Command('query')
    .description('ask for results of a sweep in SQL')
    .argument('<dir>', 'folder of the sweep')
    .argument('<sql>', 'query')
    .option('--json', 'print one JSON array with an object a row')
    .option('--csv', 'print CSV with the names of the columns first')
    .addHelpText('after', HELP)
    .action(query);

interface QueryOptions {
  readonly json?: true;
  readonly csv?: true;
}

async function query(folder: string, sql: string, options: QueryOptions): Promise<void> {
  const { querySweep, writeAnswer } = await import('../../sweep/results/index.js');
  const format = options.json === true ? 'json' : options.csv === true ? 'csv' : 'table';
  await reading(async () => {
    const answer = await querySweep(folder, sql);
    try {
      const { rows, more } = await writeAnswer(answer, format, written);
      if (more) note(`The first ${rows} rows; --csv and --json have all.`);
    } finally {
      answer.close();
    }
  });
}

/** Writes to stdout no faster than it is read. */
async function written(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
