import type { RunGrid } from '../layout/grid.js';
import { cellCount } from '../layout/grid.js';
import { RANKS } from '../legend.js';

/** A cell none of whose runs is searched for. */
export const EMPTY_CELL = 255;

/**
 * The state that each cell of a grid shows: that of the highest rank among its runs. One look at each run, whatever the
 * size of the screen.
 *
 * @param shown the designs of the grid, by their places in it
 * @param runs [designs × replications] states
 * @param only states that are searched for; all where empty
 * @returns [cells] a state, or `EMPTY_CELL`
 */
export function shownStates(
  grid: RunGrid,
  shown: readonly number[],
  runs: Uint8Array,
  only: ReadonlySet<number>,
): Uint8Array {
  const states = new Uint8Array(cellCount(grid)).fill(EMPTY_CELL);
  const { group, cells, per, replications } = grid;
  for (let place = 0; place < shown.length; place++) {
    const first = shown[place]! * replications;
    const at = Math.floor(place / group) * cells;
    for (let replication = 0; replication < replications; replication++) {
      const state = runs[first + replication]!;
      if (only.size > 0 && !only.has(state)) continue;
      const cell = at + Math.floor(replication / per);
      const before = states[cell]!;
      if (before === EMPTY_CELL || RANKS[state]! > RANKS[before]!) states[cell] = state;
    }
  }
  return states;
}
