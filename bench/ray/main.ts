/** `node dist/bench/ray/main.js [--rounds N] [--runs N]...`: see bench/ray.sh. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from '../machine.js';
import type { Sample } from '../measure.js';
import { summarise, table, write } from '../results.js';
import { root } from '../root.js';
import { inFolder } from '../starling.js';
import { said } from '../sweep/driven.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    runs: { type: 'string', multiple: true, default: ['100', '360'] },
  },
});
const rounds = Number(values.rounds);

const SIDES = { local: ['--workers', '2'], ray: ['--engine', 'ray'] } as const;

/** Runs of a sweep that is not counted: a head is slow at its first jobs. */
const WARM_UP = 4;

const fileOf = (runs: number) => `name: default
scenario: ${join(root, 'scenarios', 'default.yaml')}
replications: ${runs}
keep: root
`;

/** Wall seconds of a sweep, the start of its process with it, and what it came to. */
const sweep = (runs: number, words: readonly string[]) =>
  inFolder(async (folder) => {
    const path = join(folder, 'sweep.yaml');
    writeFileSync(path, fileOf(runs));
    const began = performance.now();
    const program = join(root, 'dist', 'app', 'cli', 'main.js');
    const text = await said([
      program,
      'sweep',
      'run',
      path,
      '--out',
      join(folder, 'sweep'),
      '--json',
      ...words,
    ]);
    const { digest } = JSON.parse(text) as { readonly digest: string };
    return { wall: (performance.now() - began) / 1000, digest };
  });

const samples: Sample[] = [];
for (const words of Object.values(SIDES)) await sweep(WARM_UP, words);
for (const runs of values.runs.map(Number)) {
  const digests = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    for (const [side, words] of Object.entries(SIDES)) {
      const { wall, digest } = await sweep(runs, [...words, '--threads', '1']);
      digests.add(digest);
      samples.push({
        bench: 'ray',
        case: `${runs} runs, 2 slots`,
        side,
        round,
        unit: 'runs',
        work: runs,
        wall,
        by: 'wall',
      });
      console.error(`bench: ${runs} runs, ${side} ${wall.toFixed(1)} s`);
    }
  }
  if (digests.size !== 1) throw new Error('bench: the sides came to different digests');
}
write('ray', machine(), samples);
console.log(table(summarise(samples)));
