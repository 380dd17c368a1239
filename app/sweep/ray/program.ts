import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { type CodePackage, codePackage, shellWord } from '../../../framework/experiment/engines/ray/index.js';
import type { RaySettings } from '../../config/index.js';
import { packageRoot } from '../../version.js';
import { ownCores } from '../own-cores.js';

/** How the nodes come by the program that does a shard. */
export interface Program {
  /** The command line that starts it with these words. */
  readonly command: (words: readonly string[]) => string;
  /** What is sent to them; undefined where they have all. */
  readonly code: CodePackage | undefined;
}

/** Programs of the package's folder that do a shard: in the sweep's folder, and where it can't be seen. */
const MAIN = { worker: 'dist/app/sweep/worker/main.js', courier: 'dist/app/sweep/courier/main.js' } as const;
/** Of the package's folder what they need besides its packages. */
const NEEDED = ['package.json', 'config.yaml', 'dist'];
/** Kernels compiled here, which serve nodes of this platform and are passed over by others. */
const COMPILED = 'build';

/** @throws StarlingError where it is to be sent, and the settings don't say where its packages are */
export function programOf({ program, ship, modules, node, collect, cpus }: RaySettings): Program {
  const own = MAIN[collect === undefined ? 'worker' : 'courier'];
  // Signals reach the program itself, and Ray hears of its end, where no shell stands between.
  const start = (main: string) => (words: readonly string[]) =>
    ['exec', ...[node, ...ownCores(cpus), main, ...words].map(shellWord)].join(' ');
  if (!ship) return { command: start(join(program ?? packageRoot, own)), code: undefined };
  if (modules === undefined)
    throw new StarlingError('a program that is sent to the nodes needs its packages there', {
      code: Exit.usage,
      place: 'sweeps.ray.modules',
      hint: 'name the folder node_modules of an installation on the nodes, of this version',
    });
  const paths = [...NEEDED, ...(existsSync(join(packageRoot, COMPILED)) ? [COMPILED] : [])];
  // Shards of a node share the folder; whoever comes first makes the link.
  const link = `[ -e node_modules ] || ln -s ${shellWord(modules)} node_modules;`;
  return {
    command: (words) => `${link} ${start(own)(words)}`,
    code: codePackage(packageRoot, paths),
  };
}
