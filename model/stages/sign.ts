import { unitDirection } from '../../kernels/index.js';
import type { Cycle } from '../cycle.js';
import { OFFLINE } from '../faults/index.js';
import { rowId } from '../ledger/index.js';
import { byScore, contentOf, patternOf, type Signature } from '../state/signature.js';

/**
 * Sign: a node's flagged records (not those the blacklist caught) are grouped by cosine, leaders in the order of
 * their scores; groups that are large enough become at most `perStep` signatures, highest score first.
 */
export function sign(cycle: Cycle, step: number): void {
  const { records } = cycle;
  const signatures: Signature[] = [];
  records.nodes.forEach((node, g) => {
    const start = records.groups.starts[g]!;
    const rows: number[] = [];
    for (let row = start; row < start + records.groups.lengths[g]!; row++) {
      if (isProposable(cycle, row)) rows.push(row);
    }
    signatures.push(...signaturesOf(cycle, node, step, rows));
  });
  cycle.signatures = [...signatures, ...falseSignatures(cycle, step)];
}

/**
 * Whether a record may become part of a signature: flagged or, as the scenario says, suspect, and not caught by the
 * blacklist. One at its frame's centre has no direction and matches nothing.
 */
function isProposable({ records, features, parameters }: Cycle, row: number): boolean {
  const isWanted =
    records.anomalous[row] === 1 ||
    (parameters.signatures.propose === 'suspect' && records.suspect[row] === 1);
  return (
    isWanted &&
    records.listed[row]! < 0 &&
    records.direction.subarray(row * features, (row + 1) * features).some((q) => q !== 0)
  );
}

function signaturesOf(cycle: Cycle, author: number, step: number, rows: number[]): Signature[] {
  const { kernels, records, features, limits, parameters } = cycle;
  const { group, perStep } = parameters.signatures;
  if (rows.length < group) return [];
  rows.sort((a, b) => records.path[a]! - records.path[b]! || a - b);
  const directions = new Int8Array(rows.length * features);
  for (const [i, row] of rows.entries()) {
    directions.set(records.direction.subarray(row * features, (row + 1) * features), i * features);
  }
  const leader = new Int32Array(rows.length);
  kernels.leaderClusters({ rows: directions, features, bound: limits.similarity, out: leader });
  const members = new Map<number, number[]>();
  for (const [i, l] of leader.entries()) {
    if (l === i) members.set(l, [i]);
    else members.get(l)!.push(i);
  }
  const signatures: Signature[] = [];
  for (const alike of members.values()) {
    if (alike.length < group) continue;
    const sum = new Int32Array(features);
    let path = 0;
    for (const i of alike) {
      for (let f = 0; f < features; f++) sum[f]! += directions[i * features + f]!;
      path += records.path[rows[i]!]!;
    }
    const direction = unitDirection(sum);
    if (direction.every((q) => q === 0)) continue;
    signatures.push(signature(author, step, direction, alike.length, Math.floor(path / alike.length)));
  }
  return signatures.sort(byScore).slice(0, perStep);
}

/** What colluders put forward: they claim the highest score there is. */
function falseSignatures(cycle: Cycle, step: number): Signature[] {
  const { adversaries, kernels, nodes, features, limits, parameters, reachability } = cycle;
  const of = (node: number): Int8Array =>
    reachability.component[node] === OFFLINE
      ? new Int8Array(0)
      : nodes.row('windowDirection', node).subarray(0, nodes.columns.windowCount[node]! * features);
  return adversaries
    .propose(kernels, { of, features, bound: limits.similarity })
    .map(({ author, direction }) => signature(author, step, direction, parameters.signatures.group, 0));
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
