import type { Device } from '../../kernels/device/index.js';
import {
  createForests,
  type ForestScore,
  type Groups,
  type Kernels,
  kernelsFor,
  keyOf,
  randomBits,
} from '../../kernels/index.js';

/** What a score counts: records that a forest of 100 trees has given their path sums. */
export const SCORE_UNIT = 'records/s';

/** Size of the default scenario: nodes, records of each in a step, features, trees of a forest, records of a tree. */
const [NODES, RECORDS, FEATURES, TREES, SUBSAMPLE] = [200, 32, 8, 100, 256];
const MEMORY_BUDGET = 256 * 1024 * 1024;
/** A device is measured for about so long, after one job that is not. */
const MEASURED_MS = 250;

/**
 * A measure of devices for `listDevices`: records scored a second by the jobs of a step of the default network, with
 * the forests where the device keeps them. The forests are made once, by the host.
 */
export function scoring(): (device: Device) => Promise<number> {
  let job: ForestScore | undefined;
  return async (device) => {
    job ??= await makeJob(kernelsFor({ choice: 'auto', memoryBudget: MEMORY_BUDGET }));
    return measure(kernelsFor({ device, choice: 'auto', memoryBudget: MEMORY_BUDGET }), job);
  };
}

async function measure({ forestScore, columns }: Kernels, job: ForestScore): Promise<number> {
  const kept = [job.forests.split, job.forests.leaf, job.records];
  columns.keep(...kept);
  try {
    await forestScore(job);
    const began = performance.now();
    let [jobs, elapsed] = [0, 0];
    while (elapsed < MEASURED_MS) {
      await forestScore(job);
      jobs += 1;
      elapsed = performance.now() - began;
    }
    return Math.round((jobs * job.out.length * 1000) / elapsed);
  } finally {
    columns.release(...kept);
  }
}

async function makeJob({ forestFit }: Kernels): Promise<ForestScore> {
  const forests = createForests(NODES, TREES, SUBSAMPLE, FEATURES);
  const records = recordsOf(NODES * SUBSAMPLE, 0);
  const fit = { forests, records, groups: groupsOf(SUBSAMPLE), subsample: SUBSAMPLE };
  await forestFit({ ...fit, key: keyOf(1), stream: 2, step: 0 });
  const rows = NODES * RECORDS;
  return { forests, records: recordsOf(rows, 1), groups: groupsOf(RECORDS), out: new Uint32Array(rows) };
}

const recordsOf = (rows: number, stream: number): Uint16Array =>
  Uint16Array.from(
    randomBits({ key: keyOf(1), stream, agent: 0, step: 0 }, new Uint32Array(rows * FEATURES)),
    (word) => word >>> 16,
  );

/** As many records for every node, one node after another. */
function groupsOf(records: number): Groups {
  const slots = Uint32Array.from({ length: NODES }, (_, node) => node);
  return { slots, starts: slots.map((node) => node * records), lengths: slots.map(() => records) };
}
