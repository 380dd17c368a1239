import { heightOf } from '../../../kernels/index.js';
import type { Scenario } from '../../config/index.js';
import type { ComputeContext } from '../../run/context.js';
import type { Shard } from '../shard.js';

/** More share no submission that one waits for much longer. */
const MOST = 64;

/**
 * How many runs of a shard go to the device as one batch: their jobs are recorded side by side, into submissions and
 * readbacks that all share, as long as their columns fit the memory budget together. On the host's processor a run keeps a
 * core busy by itself.
 */
export function batchOf(
  { device }: Pick<ComputeContext, 'device'>,
  { runs, compute }: Pick<Shard, 'runs' | 'compute'>,
  scenarioOf: (design: number) => Scenario,
): number {
  if (device.name !== 'webgpu') return 1;
  const largest = Math.max(...new Set(runs.map(({ design }) => bytesOf(scenarioOf(design)))));
  return Math.max(1, Math.min(MOST, runs.length, Math.floor(compute.memory_budget / largest)));
}

/** Bytes of a forest's heap node: a split, and a leaf. */
const HEAP_NODE = 6;
/** Bytes of a window's record besides its features: path sum, period and mark; of a feature: value and direction. */
const [RECORD, FEATURE] = [9, 3];

/** Bytes of a run's columns on the device, about; the nodes of a capture are few. */
function bytesOf({ agents = 1, sharing, detector, traffic }: Scenario): number {
  const { trees, subsample, window } = detector;
  const forest = trees * 2 ** heightOf(subsample) * HEAP_NODE;
  const features = traffic.source === 'synthetic' ? traffic.features : 1;
  return (sharing === 'centralised' ? 1 : agents) * forest + agents * window * (RECORD + FEATURE * features);
}
