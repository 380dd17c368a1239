import { grouped } from '../../paint/index.js';
import { feedRows, lastRows } from '../state/select.js';
import type { State } from '../state/state.js';
import { chosen, feedsOf } from '../state/tabs.js';
import { Block } from './lines.js';
import type { PaneProps } from './pane.js';
import { columnsFor, header, line } from './table.js';
import { count, heading } from './text.js';

/** Rows that widths of columns are taken from: enough that they rarely change. */
const SAMPLE = 500;

/** A feed, the latest rows last; `tail` is its end, whatever is searched for, without the names of columns. */
export function Feed({ state, at, brush, tail = false }: PaneProps & { readonly tail?: boolean }) {
  const feed = chosen(feedsOf(state), state.feed);
  if (feed === undefined) return null;
  const rows = tail ? lastRows(state, SAMPLE) : feedRows(state);
  const sample = rows.slice(-SAMPLE);
  const names = feed.view.columns;
  const columns = columnsFor(names, sample, at.width, { codes: tail ? 'drop' : 'cut' });
  const page = at.height - (tail ? 1 : 2);
  const end = rows.length - (tail ? 0 : state.scroll.feed);
  const seen = rows.slice(Math.max(0, end - page), end).map((row) => line(columns, row, brush));
  const lines = [
    heading(feed.view.title, tail ? '' : notes(state, rows.length), at.width, brush),
    ...(tail ? [] : [header(columns, brush)]),
    ...(seen.length === 0 && !tail
      ? [brush.style(state.search.feed === '' ? 'nothing yet' : 'no match', { dim: true })]
      : seen),
  ];
  return <Block at={at} lines={lines} brush={brush} />;
}

function notes(state: State, rows: number): string {
  const parts = [count(rows, 'row')];
  if (state.search.feed !== '') parts.push(`with "${state.search.feed}"`);
  if (state.scroll.feed > 0) parts.push(`${grouped(state.scroll.feed)} below`);
  if (feedsOf(state).length > 1) parts.push(`feed ${state.feed + 1} of ${feedsOf(state).length}`);
  return parts.join(' · ');
}
