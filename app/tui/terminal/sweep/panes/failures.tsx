import { type Brush, grouped } from '../../../paint/index.js';
import type { FailureLine } from '../../../sweep-protocol.js';
import { Block } from '../../panes/lines.js';
import type { PaneProps } from '../../panes/pane.js';
import { columnsFor, header, line } from '../../panes/table.js';
import { count, heading, spelt } from '../../panes/text.js';
import { LEGEND } from '../legend.js';
import { shortLabels } from '../paint/labels.js';
import { designOf, failuresOf, number, stateAt } from '../state/select.js';
import type { SweepState } from '../state/state.js';

const NAMES = ['', 'now', 'reason', 'tries', 'seed', 'message', 'design'];
/** Where there is little room, such as beside the log. */
const FEW = ['', 'now', 'reason', 'message', 'design'];

/** Columns that all of a failure takes. */
const WIDE = 70;

/** Runs that failed, those that were given up first; `small` is their beginning, for the overview. */
export function Failures({
  state,
  at,
  brush,
  small = false,
}: PaneProps<SweepState> & { readonly small?: boolean }) {
  const failures = failuresOf(state);
  const few = small || at.width < WIDE;
  const cursor = small ? -1 : state.chosen.failures;
  const page = Math.max(0, at.height - (small ? 1 : 2));
  const first = small ? 0 : Math.max(0, Math.min(failures.length - page, cursor - Math.floor(page / 2)));
  const seen = failures.slice(first, first + page);
  const name = shortLabels(state.sweep?.labels ?? NONE, Math.floor(at.width * 0.4));
  const rows = seen.map((failure, place) =>
    cells(state, failure, first + place === cursor, few, name, brush),
  );
  const columns = columnsFor(few ? FEW : NAMES, rows, at.width, { keep: few ? 3 : 5 });
  const lines = [
    heading('Failures', notes(state, failures.length), at.width, brush),
    ...(small || seen.length === 0 ? [] : [header(columns, brush)]),
    ...rows.map((row, place) =>
      line(columns, row, brush, [{ tone: 'accent' }, { tone: toneOf(state, seen[place]!), bold: true }]),
    ),
  ];
  if (seen.length === 0)
    lines.push(brush.style(state.failures.size === 0 ? 'none' : 'no match', { dim: true }));
  return <Block at={at} lines={lines} brush={brush} />;
}

const toneOf = (state: SweepState, { cell }: FailureLine) => LEGEND[state.cells[cell]!]!.tone;

function notes(state: SweepState, shown: number): string {
  const again = [...state.failures.keys()].filter((cell) => stateAt(state, cell) !== 'failed').length;
  const parts = [`${grouped(number(state.counts, 'failed'))} given up`, `${grouped(again)} tried again`];
  if (shown < state.failures.size) parts.push(`${count(shown, 'line')} with "${state.search.sweep}"`);
  return parts.join(' · ');
}

function cells(
  state: SweepState,
  { cell, reason, attempts, seed, message }: FailureLine,
  cursor: boolean,
  few: boolean,
  name: (design: number) => string,
  brush: Brush,
): string[] {
  return [
    cursor ? spelt('▸', brush) : ' ',
    stateAt(state, cell),
    reason,
    ...(few ? [] : [String(attempts), String(seed)]),
    message.replaceAll(/\s+/g, ' '),
    name(designOf(state, cell)),
  ];
}

const NONE: readonly string[] = [];
