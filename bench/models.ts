import { join } from 'node:path';
import type { Bench, Side } from './measure.js';
import { cases, nameOf } from './models/cases.js';
import { Answering } from './python.js';
import { root } from './root.js';

const SIDES = ['by hand', 'columns', 'objects'] as const;

/** Each side of each case is a process of its own, as a user's run is, and warmed up in it. */
export const models: Bench = {
  name: 'models',
  question: 'how fast are the declared models in both storages, against typed arrays without a framework?',
  async *cases() {
    for (const name of cases.map(nameOf)) {
      const programs = SIDES.map((side) => new Answering(process.execPath, [program, name, side]));
      try {
        yield {
          name,
          unit: 'runs',
          work: 1,
          by: 'wall',
          sides: programs.map((answering, i) => asked(SIDES[i]!, answering)),
        };
      } finally {
        for (const answering of programs) answering.close();
      }
    }
  },
};

const program = join(root, 'dist', 'bench', 'models', 'answer.js');

function asked(name: string, program: Answering): Side {
  let seed = 0;
  return {
    name,
    work: {
      async ask() {
        const [wall, cpu] = (await program.ask(String(seed++))).split(' ').map(Number);
        return { wall: wall!, cpu: cpu! };
      },
    },
  };
}
