import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Device, type DeviceName, openDevice } from '../../kernels/device/index.js';
import { type Kernels, kernelsFor } from '../../kernels/index.js';
import { runSecurity, securityParameters } from '../../model/index.js';
import type { Case, Side } from '../measure.js';
import { root } from '../root.js';

type Order = 'one by one' | 'side by side';

/** Small runs that differ in their seeds, on the processor and on a GPU, where side by side they share submissions. */
export function ensembles({ quick }: { readonly quick: boolean }): Case {
  const runs = quick ? 8 : 64;
  const small = smoke();
  let expected: string | undefined;
  const side = (name: DeviceName, order: Order): Side => {
    let device: Device | undefined;
    let kernels: Kernels;
    return {
      name: `${name}, ${order}`,
      async prepare() {
        ({ device } = await openDevice(name));
        kernels = kernelsFor({ device, choice: 'auto', memoryBudget: 1 << 30 });
        // Programs are compiled when they are first needed.
        await run(small, 0, kernels);
      },
      async work() {
        const seeds = Array.from({ length: runs }, (_, seed) => seed);
        const digests: string[] = [];
        if (order === 'one by one') for (const seed of seeds) digests.push(await run(small, seed, kernels));
        else digests.push(...(await Promise.all(seeds.map((seed) => run(small, seed, kernels)))));
        expected ??= digests.join();
        if (digests.join() !== expected) throw new Error(`bench: ${name}, ${order}: other digests`);
      },
      finish: () => device?.close(),
    };
  };
  return {
    name: `${runs} runs of ${small.agents} nodes`,
    unit: 'runs',
    work: runs,
    by: 'wall',
    sides: [side('webgpu', 'one by one'), side('webgpu', 'side by side'), side('cpu', 'one by one')],
  };
}

/** The scenario `smoke`, without what is the file's own. */
function smoke(): { readonly agents: number } {
  const {
    name: _,
    description: __,
    ...parameters
  } = parse(readFileSync(join(root, 'scenarios', 'smoke.yaml'), 'utf8'));
  return parameters;
}

async function run(small: object, seed: number, kernels: Kernels): Promise<string> {
  const { digest } = await runSecurity({
    parameters: securityParameters.parse({ ...small, seed }),
    kernels,
    baseFolder: '.',
    dataFolder: '.',
    ledgerPath: null,
  });
  return digest;
}
