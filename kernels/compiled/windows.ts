import type { Kernels, Window, WindowAppend, WindowPurge } from '../kernels.js';
import type { Addon, CompiledOptions } from './addon.js';
import { attributeList } from './attributes.js';

export type WindowKernels = Pick<Kernels, 'windowAppend' | 'windowPurge'>;

/** Windows by an addon, which moves their records as it moves attributes. Columns are used where they lie. */
export function compiledWindows(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): WindowKernels {
  const common = ({ capacity, counts, heads }: Window) =>
    [implementation, threads, capacity, counts, heads] as const;
  return {
    windowAppend({ window, records, groups, gate, attributes = [] }: WindowAppend) {
      const { slots, starts, lengths } = groups;
      const rows = { width: window.features, stored: window.rows, incoming: records };
      const columns = attributeList([rows, ...attributes]);
      addon.windowAppend(...common(window), slots, starts, lengths, gate, columns);
    },
    windowPurge({ window, slots, drop, attributes = [], dropped }: WindowPurge) {
      const rows = { width: window.features, stored: window.rows };
      // A window that only loses rows reads none that come in.
      const kept = attributes.map(({ width, stored }) => ({ width, stored }));
      addon.windowPurge(...common(window), slots, drop, dropped, attributeList([rows, ...kept]));
    },
  };
}
