import { type Device, type DeviceName, openDevice } from '../../kernels/device/index.js';
import { type Kernels, kernelsFor } from '../../kernels/index.js';
import type { Case, Side } from '../measure.js';
import { smoke, smokeRun } from '../smoke.js';

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
        await smokeRun(small, kernels);
      },
      async work() {
        const seeds = Array.from({ length: runs }, (_, seed) => seed);
        const digests: string[] = [];
        if (order === 'one by one')
          for (const seed of seeds) digests.push(await smokeRun({ ...small, seed }, kernels));
        else digests.push(...(await Promise.all(seeds.map((seed) => smokeRun({ ...small, seed }, kernels)))));
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
