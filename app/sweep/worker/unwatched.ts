import type { Watch } from '../../run/watch.js';

/** Nobody watches. */
export const unwatched: Watch = {
  say: () => undefined,
  begin: () => undefined,
  gate: () => undefined,
  ended: () => undefined,
  close: () => undefined,
};
