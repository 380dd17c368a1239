import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Case, type Side, Unable } from '../measure.js';
import { root } from '../root.js';
import { starling } from '../starling.js';

/** Networks of so many nodes, with 25 trees on 64 records each; the large ones take minutes and gigabytes to set up. */
const SIZES = [
  { agents: 200, steps: 50 },
  { agents: 10_000, steps: 20 },
  { agents: 100_000, steps: 10 },
  { agents: 1_000_000, steps: 3 },
];
const SMALL = [
  { agents: 50, steps: 3 },
  { agents: 200, steps: 3 },
];

/** Steps alone, without set-up; all sides must come to one digest. */
export function* wholeRuns(gpus: readonly string[], { quick }: { readonly quick: boolean }): Generator<Case> {
  for (const { agents, steps } of quick ? SMALL : SIZES) {
    let expected: string | undefined;
    const side = (device: string): Side => ({
      name: device === 'cpu' ? `cpu, ${availableParallelism()} cores` : device,
      work: {
        async ask() {
          const { timing, memory, digest, fell_back_from } = starling(
            join(root, 'bench', 'growth.yaml'),
            ...['--agents', String(agents), '--steps', String(steps), '--device', device],
          );
          if (fell_back_from !== undefined) throw new Unable(`${device} has no room for ${agents} nodes`);
          expected ??= digest;
          if (digest !== expected)
            throw new Error(`bench: ${device} comes to the digest ${digest}, and not to ${expected}`);
          return { wall: timing.run_s, megabytes: memory.peak_rss_mb };
        },
      },
    });
    yield {
      name: `${agents} nodes, ${steps} steps`,
      unit: 'steps',
      work: steps,
      by: 'wall',
      sides: ['cpu', ...gpus].map(side),
    };
  }
}
