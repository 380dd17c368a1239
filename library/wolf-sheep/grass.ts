import type { RandomCursor } from '../../framework/index.js';

/** Steps until the grass of each cell is grown; 0: it is. Half of the cells start with grown grass. */
export function sow(cells: number, regrow: number, draws: RandomCursor): Int32Array {
  const countdown = new Int32Array(cells).map(() => 1 + draws.below(regrow));
  for (const cell of draws.choose(cells, cells >> 1)) countdown[cell] = 0;
  return countdown;
}

export function grow(countdown: Int32Array): void {
  for (let cell = 0; cell < countdown.length; cell++) if (countdown[cell]! > 0) countdown[cell]!--;
}

/** Cells with grown grass. */
export function grown(countdown: Int32Array): number {
  let count = 0;
  for (let cell = 0; cell < countdown.length; cell++) if (countdown[cell] === 0) count++;
  return count;
}
