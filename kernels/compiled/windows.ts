import type { HostKernels, Window, WindowAppend, WindowPurge } from '../kernels.js';
import type { Addon, CompiledOptions } from './addon.js';
import { attributeList, groupColumns } from './columns.js';

/** Windows by an addon, which moves their records as it moves attributes. */
export function compiledWindows(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): Pick<HostKernels, 'windowAppend' | 'windowPurge'> {
  const common = ({ capacity, counts, heads }: Window) =>
    [implementation, threads, capacity, counts, heads] as const;
  return {
    windowAppend({ window, records, groups, gate, attributes = [] }: WindowAppend) {
      const rows = { width: window.features, stored: window.rows, incoming: records };
      const columns = attributeList([rows, ...attributes]);
      addon.windowAppend(...common(window), ...groupColumns(groups), gate, columns);
    },
    windowPurge({ window, slots, drop, attributes = [], dropped }: WindowPurge) {
      const rows = { width: window.features, stored: window.rows };
      // A window that only loses rows reads none that come in.
      const kept = attributes.map(({ width, stored }) => ({ width, stored }));
      addon.windowPurge(...common(window), slots, drop, dropped, attributeList([rows, ...kept]));
    },
  };
}
