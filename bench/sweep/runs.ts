/** A process that does runs of `smoke` and nothing else, on one core: `node --single-threaded runs.js FIRST COUNT`. */
import { openDevice } from '../../kernels/device/index.js';
import { kernelsFor } from '../../kernels/index.js';
import { smoke, smokeRun } from '../smoke.js';

const [first, count] = process.argv.slice(2).map(Number) as [number, number];
const { device } = await openDevice('auto', { threads: 1, comparisons: 0 });
const kernels = kernelsFor({ device, choice: 'auto', memoryBudget: 1 << 30, threads: 1 });
const parameters = smoke();
for (let seed = first; seed < first + count; seed++) await smokeRun({ ...parameters, seed }, kernels);
device.close();
