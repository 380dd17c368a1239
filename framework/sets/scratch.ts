/** Arrays that a verb needs while it runs, kept for the next one: passes within passes have their own. */
const kept: Uint32Array[] = [];
const MOST = 4;

/** An array of at least so many entries, of whatever content. */
export function borrow(length: number): Uint32Array {
  const scratch = kept.pop();
  return scratch !== undefined && scratch.length >= length
    ? scratch
    : new Uint32Array(length + (length >>> 2));
}

/** Gives an array back; one that is not given back, after an error, is merely lost. */
export function giveBack(scratch: Uint32Array): void {
  if (kept.length < MOST) kept.push(scratch);
}
