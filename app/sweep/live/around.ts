import { existsSync } from 'node:fs';
import { RunReader } from '../../../framework/experiment/store/index.js';
import { readSweep } from '../file/index.js';
import { sweepPaths } from '../folder.js';
import { type Around, TableFeed } from './table-feed.js';

/** What there is to show of the sweep of a folder, and the table that it is read from. */
export function openFeed(
  folder: string,
  { drives }: { readonly drives: boolean },
  around: (table: RunReader) => Around,
): { readonly feed: TableFeed; readonly table: RunReader } {
  const { name, designs, replications } = readSweep(folder);
  const table = RunReader.open(sweepPaths(folder).runs);
  const labels = designs.map(({ design }) => design.label);
  const shape = { type: 'sweep', name, folder, drives, labels, replications } as const;
  return { table, feed: new TableFeed(table, shape, () => around(table)) };
}

/** Whether who drives a sweep has been asked to end. */
export const isDraining = (folder: string): boolean => existsSync(sweepPaths(folder).drain);
