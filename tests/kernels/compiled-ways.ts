import { type Addon, type CompiledOptions, loadAddon } from '../../kernels/compiled/index.js';

export const { addon } = loadAddon();
if (addon === undefined) console.warn('compiled kernels are not here: their tests are left out');

/** Compiled kernels for each instruction set of this machine, on one and more threads, by name; none without the addon. */
export function compiledWays<K>(compile: (addon: Addon, options: CompiledOptions) => K): [string, K][] {
  if (addon === undefined) return [];
  return addon.implementations.flatMap((name, implementation) =>
    [1, 2, 3].map((threads): [string, K] => [
      `${name}, ${threads} threads`,
      compile(addon, { threads, implementation }),
    ]),
  );
}
