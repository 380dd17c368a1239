import type { Cycle } from '../cycle.js';
import type { TrafficBatch } from '../traffic/traffic.js';
import { catchUp } from './catch-up.js';
import { layOut } from './records.js';

/** Traffic: outages and partitions take effect, who returns catches up, and each node receives its records. */
export async function receive(cycle: Cycle, step: number, batch: TrafficBatch): Promise<void> {
  cycle.counters.nextStep();
  if (cycle.reachability.moveTo(step) && cycle.parameters.sharing === 'decentralised')
    await catchUp(cycle, step);
  const now = cycle.warmUpPeriods + step;
  const period = new Uint32Array(batch.offsets.at(-1)!).fill(now);
  // Those that are on their way to the coordinator are still needed.
  const isUnderway = cycle.underway.some(({ path }) => path === cycle.records.path);
  const over = isUnderway ? undefined : cycle.records;
  cycle.records = layOut(cycle, batch, cycle.reachability.component, period, now, over);
}
