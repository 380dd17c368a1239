import { Verdict } from '../../kernels/index.js';
import type { Cycle } from '../cycle.js';
import { meanwhile, recordColumnsOf } from '../residence.js';
import { look } from './look.js';
import { emptyColumns } from './records.js';

/**
 * Which of these records would these nodes flag now? [of, rows] 1 where a node would. It costs these nodes' work alone,
 * however many there are: it is asked of all in turn.
 */
export async function flags(cycle: Cycle, of: Uint32Array, records: Uint16Array): Promise<Uint8Array> {
  const { kernels, nodes, features } = cycle;
  const rows = records.length / features;
  const out = new Uint8Array(of.length * rows);
  // Without a forest a node detects nothing, whatever its blacklist holds.
  const looking = of.filter((node) => nodes.columns.fitted[node] === 1);
  if (out.length === 0 || looking.length === 0) return out;
  const groups = {
    slots: looking,
    starts: looking.map((_, g) => g * rows),
    lengths: new Uint32Array(looking.length).fill(rows),
  };
  const each = new Uint16Array(looking.length * records.length);
  for (let g = 0; g < looking.length; g++) each.set(records, g * records.length);
  const columns = emptyColumns(looking.length * rows, features);
  await meanwhile(kernels, recordColumnsOf(columns), async () => {
    // What no proposal is compared with matches none.
    kernels.columns.fill(-1, columns.provisional);
    await look(cycle, { ...columns, records: each, received: groups, groups });
    await kernels.columns.read(columns.verdict);
  });
  let g = 0;
  for (const [i, node] of of.entries()) {
    if (nodes.columns.fitted[node] !== 1) continue;
    for (let row = 0; row < rows; row++)
      out[i * rows + row] = columns.verdict[g * rows + row]! & Verdict.flagged;
    g++;
  }
  return out;
}
