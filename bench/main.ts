/** `node dist/bench/main.js [NAME...] [--rounds N] [--threads N] [--quick] [--kernels] [--json] [--list]`: see bench/run.sh. */
import { parseArgs } from 'node:util';
import { catalogue, kernelBenches } from './catalogue.js';
import { machine } from './machine.js';
import { type BenchOptions, measure, type Sample } from './measure.js';
import { summarise, table, write } from './results.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '10' },
    threads: { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
    kernels: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

try {
  process.exitCode = values.list ? list() : await run(positionals);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(message.startsWith('bench: ') ? message : `bench: ${message}`);
  process.exitCode = 1;
}

function list(): number {
  for (const { name, question } of catalogue) console.log(`${name.padEnd(16)} ${question}`);
  return 0;
}

async function run(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !catalogue.some((bench) => bench.name === name));
  const { quick } = values;
  const options: BenchOptions = { rounds: Number(values.rounds), threads: Number(values.threads), quick };
  const counts = [options.rounds, options.threads];
  if (unknown.length > 0 || counts.some((count) => !Number.isInteger(count) || count < 1)) {
    console.error(
      unknown.length > 0
        ? `bench: there is no bench ${unknown.join(', ')}; choose from ${catalogue.map(({ name }) => name).join(', ')}`
        : 'bench: --rounds and --threads are whole numbers of at least 1',
    );
    return 2;
  }
  const chosen = values.kernels
    ? kernelBenches
    : names.length === 0
      ? catalogue.filter(({ onDemand }) => !onDemand)
      : catalogue.filter(({ name }) => names.includes(name));
  const reports = [];
  for (const bench of chosen) {
    console.error(`bench: ${bench.name}: ${bench.question}`);
    const about = { ...machine(), threads: values.threads };
    const samples: Sample[] = [];
    for await (const of of bench.cases(options)) samples.push(...(await measure(bench.name, of, options)));
    const file = write(bench.name, about, samples);
    const lines = summarise(samples);
    reports.push({ bench: bench.name, question: bench.question, machine: about, file, lines });
    if (!values.json) console.log(`${bench.name}: ${bench.question}\n${table(lines)}\n`);
  }
  if (values.json) console.log(JSON.stringify(reports, null, 2));
  return 0;
}
