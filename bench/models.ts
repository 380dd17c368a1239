import { join } from 'node:path';
import type { Bench, Side } from './measure.js';
import { cases, nameOf } from './models/cases.js';
import { Answering } from './python.js';
import { root } from './root.js';

/** Runs in a turn: enough that waking up is no part of the figure. */
const RUNS = { small: 20, large: 4 } as const;
const SIDES = ['by hand', 'columns', 'objects'] as const;

/** Each side of each case is a process of its own, as a user's run is, and warmed up in it. */
export const models: Bench = {
  name: 'models',
  question: 'how fast are the declared models in both storages, against typed arrays without a framework?',
  async *cases() {
    for (const each of cases) {
      const name = nameOf(each);
      const work = RUNS[each.size];
      const programs = SIDES.map((side) => new Answering(process.execPath, [program, name, side]));
      try {
        yield {
          name,
          unit: 'runs',
          work,
          sides: programs.map((answering, i) => asked(SIDES[i]!, answering, work)),
        };
      } finally {
        for (const answering of programs) answering.close();
      }
    }
  },
};

const program = join(root, 'dist', 'bench', 'models', 'answer.js');

function asked(name: string, program: Answering, runs: number): Side {
  let seed = 0;
  return {
    name,
    work: {
      async ask() {
        const [wall, cpu] = (await program.ask(`${seed} ${runs}`)).split(' ').map(Number);
        seed += runs;
        return { wall: wall!, cpu: cpu! };
      },
    },
  };
}
