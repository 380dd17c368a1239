import type { RandomCursor } from '../../framework/index.js';

/** Steps until the grass of each cell is grown; 0: it is. Half of the cells start with grown grass. */
export function sow(cells: number, regrow: number, draws: RandomCursor): Int32Array {
  const countdown = new Int32Array(cells).map(() => 1 + draws.below(regrow));
  for (const cell of draws.choose(cells, cells >> 1)) countdown[cell] = 0;
  return countdown;
}

/** A step of growth; answers in how many cells the grass is grown. */
export function grow(countdown: Int32Array): number {
  let grown = 0;
  for (let cell = 0; cell < countdown.length; cell++) {
    // Without branches, which a processor would guess wrong: where grass is eaten, nobody knows.
    const left = countdown[cell]! - Number(countdown[cell]! > 0);
    countdown[cell] = left;
    grown += Number(left === 0);
  }
  return grown;
}
