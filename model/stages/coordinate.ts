import { type Groups, quantileBound } from '../../kernels/index.js';
import type { Cycle, Fitting } from '../cycle.js';
import { OFFLINE } from '../faults/index.js';
import type { TrafficBatch } from '../traffic/traffic.js';
import { forget } from './records.js';
import { remember } from './window.js';

/**
 * The centralised arm: nodes send their raw records to a coordinator beside node 0, which keeps them, fits one forest
 * with one threshold on the pool, and sends it back. While it is out, nothing is refitted.
 */

/**
 * Nodes that reach the coordinator send it this step's records, one message each; they arrive `latency` steps later,
 * and are lost where it is out by then.
 */
export async function collectRecords(cycle: Cycle, step: number): Promise<void> {
  const { counters, features, records, reachability, parameters, underway } = cycle;
  const home = reachability.component[0]!;
  const sending = records.received.slots.map((node) => (reachability.component[node] === home ? 1 : 0));
  const received = only(records.received, sending);
  counters.add('messages', received.slots.length);
  counters.add('bytes', received.lengths.reduce((sum, rows) => sum + rows, 0) * features * 2);
  underway.push({ ...records, received, groups: only(records.groups, sending) });
  if (underway.length <= parameters.network.latency) return;
  const arrived = underway.shift()!;
  if (!isOut(cycle, step)) await remember(cycle, arrived);
  if (arrived.path !== records.path) forget(cycle, arrived);
}

/** Whether the coordinator is out in this step, or cut off with node 0. */
const isOut = ({ parameters, reachability }: Cycle, step: number): boolean =>
  reachability.component[0] === OFFLINE ||
  parameters.faults.coordinatorOutages.some(({ start, steps }) => step >= start && step < start + steps);

const only = ({ slots, starts, lengths }: Groups, keep: Uint32Array): Groups => {
  const kept = (_: number, g: number): boolean => keep[g] === 1;
  return { slots: slots.filter(kept), starts: starts.filter(kept), lengths: lengths.filter(kept) };
};

/** The coordinator refits by the clock, unless it is out. */
export async function learnCentrally(cycle: Cycle, step: number): Promise<void> {
  const { every } = cycle.parameters.detector.refit;
  const due = (every > 0 && (step + 1) % every === 0) || cycle.nodes.columns.fitted[0] === 0;
  if (!due || isOut(cycle, step) || !(await fitPooled(cycle, step + 1))) return;
  const { reachability, counters, forests } = cycle;
  const receivers = reachability.component.filter((id) => id === reachability.component[0]).length;
  counters.add('messages', receivers);
  counters.add('bytes', receivers * (forests.split.byteLength + forests.leaf.byteLength));
}

/**
 * Fits the one forest on the pooled windows of all nodes. A node out of reach fetches it when it returns: it detects
 * nothing meanwhile, and behind a partition the model lets it have the forest at once.
 *
 * @returns whether the windows held enough
 */
export async function fitPooled(cycle: Fitting, draw: number): Promise<boolean> {
  const { kernels, nodes, forests, parameters, limits, random, counters } = cycle;
  const { subsample } = parameters.detector;
  await kernels.columns.read(nodes.columns.window);
  const records = pool(cycle);
  const rows = records.length / cycle.features;
  if (rows < subsample) return false;
  const paths = new Uint32Array(rows);
  await kernels.forestFit({
    forests,
    records,
    groups: { slots: Uint32Array.of(0), starts: Uint32Array.of(0), lengths: Uint32Array.of(rows) },
    subsample,
    key: random.key,
    stream: random.stream('forest').id,
    step: draw,
    pathLengths: paths,
  });
  nodes.columns.flagBound.fill(limits.flag ?? quantileBound(paths, limits.contamination));
  nodes.columns.suspectBound.fill(quantileBound(paths, limits.suspect));
  nodes.columns.fitted.fill(1);
  counters.add('fits');
  return true;
}

/** A pooled forest is fitted on at most so many records. */
const POOL = 1 << 20;

/** Records of all windows, evenly thinned where they are more than a forest takes. */
function pool({
  nodes,
  features,
  parameters,
}: Pick<Cycle, 'nodes' | 'features' | 'parameters'>): TrafficBatch['records'] {
  const { window, windowCount } = nodes.columns;
  const capacity = parameters.detector.window;
  const total = windowCount.reduce((sum, count) => sum + count, 0);
  const stride = Math.max(1, Math.ceil(total / POOL));
  const out = new Uint16Array(Math.ceil(total / stride) * features);
  let seen = 0;
  for (let node = 0; node < nodes.size; node++) {
    for (let i = 0; i < windowCount[node]!; i++, seen++) {
      if (seen % stride !== 0) continue;
      const at = (node * capacity + i) * features;
      out.set(window.subarray(at, at + features), (seen / stride) * features);
    }
  }
  return out;
}
