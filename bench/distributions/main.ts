/** `node dist/bench/distributions/main.js [CASE...] [--seeds N] [--rounds N] [--mesa]`: see bench/run.sh. */
import { parseArgs } from 'node:util';
import { machine } from '../machine.js';
import { type Case, cases, nameOf } from '../models/cases.js';
import { compare, type Line } from './compare.js';
import { keep, kept, type Sample } from './kept.js';
import { ofLibrary, ofMesa, ofTypedArrays } from './sides.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '5000' },
    mesa: { type: 'boolean', default: false },
  },
});

const unknown = positionals.filter((name) => !cases.some((each) => nameOf(each) === name));
const counts = [Number(values.seeds), Number(values.rounds)] as const;
if (unknown.length > 0 || counts.some((count) => !Number.isInteger(count) || count < 1)) {
  console.error(
    unknown.length > 0
      ? `bench: there is no case ${unknown.join(', ')}; choose from ${cases.map(nameOf).join(', ')}`
      : 'bench: --seeds and --rounds are whole numbers of at least 1',
  );
  process.exitCode = 2;
} else await run(cases.filter((each) => positionals.length === 0 || positionals.includes(nameOf(each))));

async function run(chosen: readonly Case[]): Promise<void> {
  const [seeds, rounds] = counts;
  const samples: Sample[] = [];
  for (const each of chosen) {
    console.error(`bench: distributions: ${nameOf(each)}`);
    const mesa = values.mesa
      ? []
      : kept().filter(({ case: name, side }) => name === nameOf(each) && side === 'mesa');
    samples.push(...(mesa.length > 0 ? mesa : await ofMesa(each, seeds)));
    samples.push(...(await ofTypedArrays(each, seeds)));
    for (const storage of ['objects', 'columns'] as const)
      samples.push(...(await ofLibrary(each, storage, seeds)));
  }
  const lines = compare(samples, rounds);
  print(lines);
  keep({ ...machine(), seeds: String(seeds) }, samples);
  const least = Math.min(...lines.map(({ adjusted }) => adjusted));
  console.log(
    `\n${lines.length} comparisons; least p after Holm's correction over all of them: ${least.toFixed(3)}`,
  );
  process.exitCode = least < 0.05 ? 1 : 0;
}

function print(lines: readonly Line[]): void {
  const rows = [
    ['case', 'step', 'outcome', 'side', 'mean', 'mean of Mesa', 'distance', 'p', 'p (Holm)'],
    ...lines.map((line) => [
      ...[line.case, String(line.step), line.outcome, line.side],
      ...[line.mean, line.meanOfMesa].map((mean) => mean.toPrecision(5)),
      ...[line.distance, line.p, line.adjusted].map((value) => value.toFixed(3)),
    ]),
  ];
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  for (const row of rows)
    console.log(
      row
        .map((text, k) => text.padEnd(widths[k]!))
        .join('  ')
        .trimEnd(),
    );
}
