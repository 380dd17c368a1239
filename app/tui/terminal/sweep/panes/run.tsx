import { type Brush, grouped } from '../../../paint/index.js';
import { factTable } from '../../panes/facts.js';
import { Block } from '../../panes/lines.js';
import type { PaneProps } from '../../panes/pane.js';
import { heading, spelt } from '../../panes/text.js';
import { isAtWork } from '../state/run.js';
import { designOf, replicationsOf, stateAt } from '../state/select.js';
import type { SweepState } from '../state/state.js';

/** All that is known of one run, and the trace of its failure. */
export function Run({ state, at, brush }: PaneProps<SweepState>) {
  const { sweep, looked, details } = state;
  if (sweep === undefined || looked === undefined) return null;
  const name = `Design ${grouped(designOf(state, looked))}, replication ${(looked % replicationsOf(state)) + 1}`;
  const lines = [brush.style(live(state, looked), { dim: true })];
  if (details === undefined) lines.push(brush.style('asked for', { dim: true }));
  else lines.push(...factTable(details.facts, at.width, brush), ...trace(details.trace, brush));
  const below = lines.length - state.scroll.run - (at.height - 1);
  const place = `run ${grouped(looked + 1)} of ${grouped(state.cells.length)}`;
  const notes = below > 0 ? `${place} · ${spelt('↓', brush)} ${grouped(below)} more` : place;
  const seen = lines.slice(state.scroll.run);
  return <Block at={at} lines={[heading(name, notes, at.width, brush), ...seen]} brush={brush} />;
}

/** Whether its own view can be had. */
function live(state: SweepState, cell: number): string {
  if (state.live?.cell === cell) return state.live.why ?? 'its own view is asked for';
  return isAtWork(state, cell) ? 'at work: Enter shows its own view' : stateAt(state, cell);
}

const trace = (lines: readonly string[], brush: Brush): string[] =>
  lines.length === 0 ? [] : ['', brush.style('Trace', { bold: true }), ...lines];
