import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reference } from '../kernels/index.js';
import { implementations } from './implementations.js';
import { fitOf, scoreOf, WINDOW } from './jobs.js';
import type { Bench } from './measure.js';
import { Answering } from './python.js';
import { root } from './root.js';

/** Both sides walk the same packed trees with the same records on one core, and must agree on every sum. */
export const limit: Bench = {
  name: 'limit',
  question: 'how near does scoring come to a C++ -O3 -march=native loop over the same trees?',
  async *cases(options) {
    const [slots, trees, rows] = [50, 100, 64];
    const score = scoreOf(fitOf(slots, trees, WINDOW), rows);
    const { forests } = score;
    reference.forestScore(score);
    const expected = score.out.reduce((sum, value) => sum + value, 0);
    const loop = new Answering(compile(), [
      store(
        [trees, forests.height, forests.features, slots, rows],
        forests.split,
        forests.leaf,
        score.records,
      ),
    ]);
    try {
      yield {
        name: `${slots} forests of ${trees} trees, ${rows} records each`,
        unit: 'visits',
        work: slots * rows * trees * forests.height,
        sides: [
          {
            name: 'C++',
            work: {
              async ask() {
                const [wall, cpu, sum] = (await loop.ask('score')).split(' ').map(Number);
                if (sum !== expected) throw new Error(`bench: the C++ loop sums to ${sum}, not ${expected}`);
                return { wall: wall!, cpu: cpu! };
              },
            },
          },
          ...(await implementations('forestScore', score, { ...options, threads: 1 })),
        ],
      };
    } finally {
      loop.close();
    }
  },
};

function compile(): string {
  const folder = join(root, '.starling');
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'limit-score');
  const source = join(root, 'bench', 'limit', 'score.cpp');
  const { status, error } = spawnSync('g++', ['-O3', '-march=native', '-o', program, source], {
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) {
    throw new Error(
      `bench: g++ did not compile bench/limit/score.cpp${error === undefined ? '' : ` (${error.message})`}`,
    );
  }
  return program;
}

function store(head: readonly number[], ...columns: readonly (Uint32Array | Uint16Array)[]): string {
  const path = join(root, '.starling', 'limit-score.bin');
  const parts = [Uint32Array.from(head), ...columns].map((part) =>
    Buffer.from(part.buffer, part.byteOffset, part.byteLength),
  );
  writeFileSync(path, Buffer.concat(parts));
  return path;
}
