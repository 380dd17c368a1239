import { listDevices } from '../../kernels/device/index.js';
import type { Bench } from '../measure.js';
import { ensembles } from './ensembles.js';
import { wholeRuns } from './whole-runs.js';

const GPUS: readonly string[] = ['cuda', 'webgpu'];

/** Needs a GPU; one in software does for a look. */
export const gpu: Bench = {
  name: 'gpu',
  question: 'how fast are whole runs and ensembles on the GPUs that start here, beside the processor?',
  onDemand: true,
  async *cases(options) {
    const found = (await listDevices()).filter(({ name }) => GPUS.includes(name));
    const names = found.filter(({ available }) => available).map(({ name }) => name);
    if (names.length === 0)
      throw new Error(
        `bench: no GPU starts here: ${found.map(({ name, description }) => `${name}: ${description}`).join('; ')}`,
      );
    if (names.includes('webgpu')) yield ensembles(options);
    yield* wholeRuns(names, options);
  },
};
