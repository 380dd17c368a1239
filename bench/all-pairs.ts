import { openDevice } from '../kernels/device/index.js';
import { kernelsFor, similarityBound } from '../kernels/index.js';
import { directions, FEATURES, groupsOf } from './jobs.js';
import type { Bench } from './measure.js';

/** The product alone: rows and signatures are on the device already, and nothing is read back. */
export const allPairs: Bench = {
  name: 'all-pairs',
  question: 'how near is the all-pairs comparison to one plain tf.matMul of its shape on tensorflow?',
  async *cases({ threads }) {
    const [slots, rows, signatures] = [200, 256, 64];
    const { device } = await openDevice('tensorflow', { threads });
    const { tf } = device;
    const job = {
      rows: directions(slots * rows, 1),
      signatures: directions(signatures, 2),
      groups: groupsOf(slots, rows),
      features: FEATURES,
      bound: similarityBound(0.9),
      out: new Uint32Array(slots * signatures),
    };
    const left = tf.tensor2d(Float32Array.from(job.rows), [slots * rows, FEATURES]);
    const right = tf.tensor2d(Float32Array.from(job.signatures), [signatures, FEATURES]);
    const compare = (choice: 'auto' | 'composed') => {
      const options = { device, choice, memoryBudget: 1 << 28, threads };
      const kernels = kernelsFor(options);
      return { name: choice, work: () => kernels.matchCounts(job) };
    };
    yield {
      name: `${slots * rows} rows with ${signatures} signatures of ${FEATURES} features`,
      unit: 'pairs',
      work: slots * rows * signatures,
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
