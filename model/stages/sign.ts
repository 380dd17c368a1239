import { type Groups, Verdict } from '../../kernels/index.js';
import type { Cycle } from '../cycle.js';
import { OFFLINE } from '../faults/index.js';
import { rowId } from '../ledger/index.js';
import { byScore, contentOf, patternOf, type Signature } from '../state/signature.js';

/**
 * Sign: a node's flagged records (not those the blacklist caught) are grouped by cosine, leaders in the order of
 * their scores; groups that are large enough become at most `perStep` signatures, highest score first.
 */
export async function sign(cycle: Cycle, step: number): Promise<void> {
  const { kernels, records, features, limits, parameters } = cycle;
  const { order, groups } = candidatesOf(cycle);
  const counts = new Uint32Array(order.length);
  const paths = new Uint32Array(order.length);
  const directions = new Int8Array(order.length * features);
  await kernels.groupSignatures({
    rows: records.direction,
    features,
    pathSums: records.path,
    order,
    groups,
    bound: limits.similarity,
    least: parameters.signatures.group,
    counts,
    paths,
    directions,
  });
  const signatures: Signature[] = [];
  groups.slots.forEach((node, g) => {
    const own: Signature[] = [];
    const end = groups.starts[g]! + groups.lengths[g]!;
    for (let i = groups.starts[g]!; i < end; i++) {
      if (counts[i] === 0) continue;
      const direction = directions.slice(i * features, (i + 1) * features);
      own.push(signature(node, step, direction, counts[i]!, paths[i]!));
    }
    signatures.push(...own.sort(byScore).slice(0, parameters.signatures.perStep));
  });
  cycle.signatures = [...signatures, ...(await falseSignatures(cycle, step))];
}

/** The rows of each node that may become part of signatures, by score, of nodes that have enough for a group. */
function candidatesOf(cycle: Cycle): { order: Uint32Array; groups: Groups } {
  const { records, parameters } = cycle;
  const order: number[] = [];
  const [slots, starts, lengths]: [number[], number[], number[]] = [[], [], []];
  records.nodes.forEach((node, g) => {
    const start = records.groups.starts[g]!;
    const rows: number[] = [];
    for (let row = start; row < start + records.groups.lengths[g]!; row++) {
      if ((records.verdict[row]! & Verdict.proposable) !== 0) rows.push(row);
    }
    if (rows.length < parameters.signatures.group) return;
    rows.sort((a, b) => records.path[a]! - records.path[b]! || a - b);
    slots.push(node);
    starts.push(order.length);
    lengths.push(rows.length);
    for (const row of rows) order.push(row);
  });
  const groups = {
    slots: Uint32Array.from(slots),
    starts: Uint32Array.from(starts),
    lengths: Uint32Array.from(lengths),
  };
  return { order: Uint32Array.from(order), groups };
}

/** What colluders put forward: they claim the highest score there is. */
async function falseSignatures(cycle: Cycle, step: number): Promise<Signature[]> {
  const { adversaries, kernels, nodes, features, limits, parameters, reachability } = cycle;
  const of = (node: number): Int8Array =>
    reachability.component[node] === OFFLINE
      ? new Int8Array(0)
      : nodes.row('windowDirection', node).subarray(0, nodes.columns.windowCount[node]! * features);
  const proposed = await adversaries.propose(kernels, { of, features, bound: limits.similarity });
  return proposed.map(({ author, direction }) =>
    signature(author, step, direction, parameters.signatures.group, 0),
  );
}

/** A signature with its id: hash(author, step, content). */
export function signature(
  author: number,
  step: number,
  direction: Int8Array,
  count: number,
  path: number,
): Signature {
  const content = { author, step, direction, pattern: patternOf(direction), count, path };
  return { id: rowId(author, step, contentOf(content)), ...content };
}
