import type { LegendEntry, NetworkView } from '../../framework/index.js';
import type { Cycle } from '../cycle.js';
import { OFFLINE } from '../faults/index.js';
import { NORMAL, UNSCORED } from '../traffic/index.js';

/** What a node is in a step; the highest that holds. */
export const State = {
  normal: 0,
  partitioned: 1,
  flagging: 2,
  caught: 3,
  attacked: 4,
  byzantine: 5,
  offline: 6,
} as const;

export const legend: readonly LegendEntry[] = [
  { label: 'normal', tone: 'calm', glyph: '·', ascii: '.', rank: 0 },
  { label: 'partitioned', tone: 'accent', glyph: '◌', ascii: 'p', rank: 1 },
  { label: 'flags', tone: 'warn', glyph: '○', ascii: 'o', rank: 2 },
  { label: 'attacked, flags', tone: 'good', glyph: '◆', ascii: '#', rank: 5 },
  { label: 'attacked, unnoticed', tone: 'bad', glyph: '▲', ascii: '!', rank: 6 },
  { label: 'Byzantine', tone: 'odd', glyph: '■', ascii: 'B', rank: 4 },
  { label: 'offline', tone: 'off', glyph: '×', ascii: 'x', rank: 3 },
];

/** The nodes of a run as the step that has just ended left them. `truth` has one entry a record of the step. */
export function nodeStates(cycle: Cycle, truth: () => Uint8Array | undefined): NetworkView {
  const nodes = cycle.nodes.size;
  return { kind: 'network', title: 'Network', legend, nodes, states: () => statesOf(cycle, truth()) };
}

function statesOf(
  { nodes, records, reachability, adversaries }: Cycle,
  truth: Uint8Array | undefined,
): Uint8Array {
  const states = new Uint8Array(nodes.size);
  const { offsets } = records.batch;
  const largest = reachability.components.reduce(
    (most, component) => (component.members.length > most.members.length ? component : most),
    reachability.components[0]!,
  );
  for (let node = 0; node < nodes.size; node++) {
    const component = reachability.component[node]!;
    if (component === OFFLINE) states[node] = State.offline;
    else if (adversaries.honest[node] === 0) states[node] = State.byzantine;
    else {
      let [isAttacked, flags] = [false, false];
      for (let row = offsets[node]!; row < offsets[node + 1]!; row++) {
        if (records.flagged[row] === 1) flags = true;
        const kind = truth?.[row] ?? NORMAL;
        if (kind !== NORMAL && kind !== UNSCORED) isAttacked = true;
      }
      if (isAttacked) states[node] = flags ? State.caught : State.attacked;
      else if (flags) states[node] = State.flagging;
      else states[node] = component === largest.id ? State.normal : State.partitioned;
    }
  }
  return states;
}
