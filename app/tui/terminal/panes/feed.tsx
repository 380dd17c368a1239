import type { Brush } from '../../paint/index.js';
import type { Rect } from '../layout/rect.js';
import { feedRows } from '../state/select.js';
import type { State } from '../state/state.js';
import { feedsOf, shown } from '../state/tabs.js';
import { Lines } from './lines.js';
import { fitted, header, line } from './table.js';
import { block, count, fill, grouped, heading } from './text.js';

/** Rows that widths of columns are taken from: enough that they rarely change. */
const SAMPLE = 500;

interface Props {
  readonly state: State;
  readonly at: Rect;
  readonly brush: Brush;
}

/** A feed, the latest rows last; `tail` is its end without the names of columns. */
export function Feed({ state, at, brush, tail = false }: Props & { readonly tail?: boolean }) {
  const feed = shown(feedsOf(state), state.feed);
  if (feed === undefined) return null;
  const rows = feedRows(state);
  const columns = fitted(feed.view.columns, rows.slice(-SAMPLE), at.width);
  const page = at.height - (tail ? 1 : 2);
  const end = rows.length - (tail ? 0 : state.scroll.feed);
  const seen = rows.slice(Math.max(0, end - page), end).map((row) => line(columns, row, brush));
  const lines = [
    heading(feed.view.title, tail ? '' : notes(state, rows.length), at.width, brush),
    ...(tail ? [] : [header(columns, brush)]),
    ...(seen.length === 0 && !tail
      ? [brush.style(fill('nothing yet', at.width, brush), { dim: true })]
      : seen),
  ];
  return <Lines at={at} lines={block(lines, at.width, at.height, brush)} />;
}

function notes(state: State, rows: number): string {
  const parts = [count(rows, 'row')];
  if (state.search.feed !== '') parts.push(`with "${state.search.feed}"`);
  if (state.scroll.feed > 0) parts.push(`${grouped(state.scroll.feed)} below`);
  if (feedsOf(state).length > 1) parts.push(`list ${state.feed + 1} of ${feedsOf(state).length}`);
  return parts.join(' · ');
}
