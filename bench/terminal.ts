import { join } from 'node:path';
import type { Bench, Side } from './measure.js';
import { root } from './root.js';
import { onTerminal, starling } from './starling.js';

const CASES = [
  { agents: 200, steps: 1000, scenario: join('scenarios', 'default.yaml') },
  { agents: 20_000, steps: 10, scenario: join('bench', 'growth.yaml') },
] as const;

/** The run's own time, as it reports it: the terminal's process has its cores beside it. */
export const terminal: Bench = {
  name: 'terminal',
  question: 'what does watching a run in the terminal take from its rate?',
  async *cases({ threads }) {
    for (const { agents, steps, scenario } of CASES) {
      const words = [
        ...[join(root, scenario), '--agents', String(agents), '--steps', String(steps)],
        ...['--threads', String(threads)],
      ];
      const [file, ...options] = words as [string, ...string[]];
      const of = (name: string, ask: () => Promise<number>): Side => ({
        name,
        work: { ask: async () => ({ wall: await ask() }) },
      });
      yield {
        name: `${agents} nodes, ${steps} steps`,
        unit: 'agent-steps',
        work: agents * steps,
        by: 'wall',
        sides: [
          of('lines', async () => starling(file, ...options).timing.run_s),
          of('screen of 80x24', () => onTerminal({ columns: 80, rows: 24 }, file, ...options)),
          of('screen of 200x60', () => onTerminal({ columns: 200, rows: 60 }, file, ...options)),
        ],
      };
    }
  },
};
