import type { Groups } from '../kernels.js';

/** Group g alone. */
export function groupOf({ slots, starts, lengths }: Groups, g: number): Groups {
  return {
    slots: slots.slice(g, g + 1),
    starts: starts.slice(g, g + 1),
    lengths: lengths.slice(g, g + 1),
  };
}
