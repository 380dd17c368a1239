import { Verdict } from '../../kernels/index.js';
import type { Cycle } from '../cycle.js';
import { look } from './look.js';

/**
 * Detect: every node scores its records with its forest (Liu, Ting, Zhou 2008), compares path sums with its bounds,
 * and matches directions with the signatures that it applies.
 */
export async function detect(cycle: Cycle): Promise<void> {
  const { kernels, records, counters } = cycle;
  await look(cycle, { ...records, records: records.batch.records });
  await kernels.columns.read(records.path, records.verdict);
  const { groups, verdict, flagged } = records;
  const counts = { seen: 0, flagged: 0, listed: 0 };
  for (let g = 0; g < groups.slots.length; g++) {
    const end = groups.starts[g]! + groups.lengths[g]!;
    for (let row = groups.starts[g]!; row < end; row++) {
      const bits = verdict[row]!;
      flagged[row] = bits & Verdict.flagged;
      counts.flagged += bits & Verdict.flagged;
      if ((bits & Verdict.listed) !== 0) counts.listed++;
    }
    counts.seen += groups.lengths[g]!;
  }
  counters.add('seen', counts.seen);
  counters.add('flagged', counts.flagged);
  counters.add('listed', counts.listed);
}
