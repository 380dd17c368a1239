/**
 * A process that does runs of `smoke` and nothing else, on one core: `node --single-threaded runs.js FIRST COUNT [WARM]`. Prints the
 * wall seconds of the runs without the WARM ones before them, by which their code is compiled.
 */
import { inlineLess } from '../../app/sweep/worker/inlining.js';
import { openDevice } from '../../kernels/device/index.js';
import { kernelsFor } from '../../kernels/index.js';
import { smoke, smokeRun } from '../smoke.js';

const [first, count, warm = 0] = process.argv.slice(2).map(Number) as [number, number, number?];
// As a worker does.
inlineLess();
const { device } = await openDevice('auto', { threads: 1, comparisons: 0 });
const kernels = kernelsFor({ device, choice: 'auto', memoryBudget: 1 << 30, threads: 1 });
const parameters = smoke();
const runs = async (from: number, to: number): Promise<void> => {
  for (let seed = from; seed < to; seed++) await smokeRun({ ...parameters, seed }, kernels);
};
await runs(first, first + warm);
const began = performance.now();
await runs(first + warm, first + warm + count);
console.log((performance.now() - began) / 1000);
device.close();
