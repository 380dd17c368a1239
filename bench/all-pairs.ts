import { openDevice } from '../kernels/device/index.js';
import { kernelsFor } from '../kernels/index.js';
import { comparison, FEATURES, NODES, SIGNATURES, WINDOW } from './jobs.js';
import type { Bench } from './measure.js';

/** The product alone: rows and signatures are on the device already, and nothing is read back. */
export const allPairs: Bench = {
  name: 'all-pairs',
  question: 'how near is the all-pairs comparison to one plain tf.matMul of its shape on tensorflow?',
  async *cases({ threads }) {
    const { device } = await openDevice('tensorflow', { threads });
    const { tf } = device;
    const job = { ...comparison(), out: new Uint32Array(NODES * SIGNATURES) };
    const left = tf.tensor2d(Float32Array.from(job.rows), [NODES * WINDOW, FEATURES]);
    const right = tf.tensor2d(Float32Array.from(job.signatures), [SIGNATURES, FEATURES]);
    const compare = (choice: 'auto' | 'composed') => {
      const options = { device, choice, memoryBudget: 1 << 28, threads };
      const kernels = kernelsFor(options);
      return { name: choice, work: () => kernels.matchCounts(job) };
    };
    yield {
      name: `${NODES * WINDOW} rows with ${SIGNATURES} signatures of ${FEATURES} features`,
      unit: 'pairs',
      work: NODES * WINDOW * SIGNATURES,
      sides: [
        { name: 'tf.matMul', work: () => tf.matMul(left, right, false, true).dispose() },
        compare('auto'),
        compare('composed'),
      ],
    };
    tf.dispose([left, right]);
    device.close();
  },
};
