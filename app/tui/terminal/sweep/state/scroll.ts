import { frame } from '../../layout/frame.js';
import { factLines } from '../../state/facts.js';
import { logLines } from '../../state/select.js';
import { sweepHelp } from '../help.js';
import { failuresOf, orderedDesigns, shownDesigns } from './select.js';
import type { SweepState } from './state.js';

/** Lines that a list shows at once: its heading and the names of its columns stand above. */
export const pageOf = ({ columns, rows }: SweepState): number =>
  Math.max(1, (frame(columns, rows)?.body.height ?? 3) - 2);

/** Lines of the run that is looked at. */
export function runLines({ details, columns, rows }: SweepState): number {
  const wide = frame(columns, rows)?.body.width ?? 1;
  const trace = details?.trace.length ?? 0;
  return 1 + factLines(details?.facts ?? [], wide) + (trace > 0 ? trace + 2 : 0);
}

/** Lines that are scrolled through, and how many are seen. */
function extent(state: SweepState, of: keyof SweepState['scroll']): readonly [lines: number, page: number] {
  const page = pageOf(state);
  if (of === 'help') return [sweepHelp(state).length, page];
  return of === 'log' ? [logLines(state).length, page + 1] : [runLines(state), page + 1];
}

/** The state after a key that scrolls; others change nothing. */
export function scrolledBy(state: SweepState, of: keyof SweepState['scroll'], key: string): SweepState {
  const [lines, page] = extent(state, of);
  const by = { down: 1, up: -1, pagedown: page, pageup: -page, home: -lines, end: lines }[key];
  if (by === undefined) return state;
  return scrolledTo(state, of, state.scroll[of] + (of === 'log' ? -by : by));
}

export function scrolledTo(state: SweepState, of: keyof SweepState['scroll'], wanted: number): SweepState {
  const [lines, page] = extent(state, of);
  return { ...state, scroll: { ...state.scroll, [of]: Math.max(0, Math.min(wanted, lines - page)) } };
}

/** The lines of a list that a cursor goes through. */
const linesOf = (state: SweepState, of: keyof SweepState['chosen']): number =>
  of === 'designs' ? orderedDesigns(state).length : failuresOf(state).length;

/** The state after a key that moves the cursor of a list; others change nothing. */
export function chosenBy(state: SweepState, of: keyof SweepState['chosen'], key: string): SweepState {
  const page = pageOf(state);
  const lines = linesOf(state, of);
  const by = { down: 1, up: -1, pagedown: page, pageup: -page, home: -lines, end: lines }[key];
  if (by === undefined) return state;
  const to = Math.max(0, Math.min(lines - 1, state.chosen[of] + by));
  return { ...state, chosen: { ...state.chosen, [of]: to } };
}

/** Scrolled no further than there are lines, and the cursors on what is shown. */
export function kept(state: SweepState): SweepState {
  const { help, tab } = state;
  if (help) return scrolledTo(state, 'help', state.scroll.help);
  if (tab === 'log' || tab === 'run') return scrolledTo(state, tab, state.scroll[tab]);
  if (tab === 'overview') return onShown(state);
  const last = Math.max(0, linesOf(state, tab) - 1);
  return state.chosen[tab] <= last ? state : { ...state, chosen: { ...state.chosen, [tab]: last } };
}

/** The cursor on a design that is shown. */
function onShown(state: SweepState): SweepState {
  const shown = shownDesigns(state);
  const { cursor, sweep } = state;
  if (sweep === undefined || shown.length === 0 || shown.length === sweep.labels.length) return state;
  const design = Math.floor(cursor / sweep.replications);
  if (shown.includes(design)) return state;
  return { ...state, cursor: shown[0]! * sweep.replications };
}
