import type { KeyHelp } from '../help.js';
import type { SweepState } from './state/state.js';

/** The keys of all tabs, under their names; a line without a text is a heading. */
export function sweepHelp({ sweep }: SweepState): readonly KeyHelp[] {
  const leave =
    sweep?.drives === true
      ? 'end, with all runs kept that have ended; again: at once'
      : 'leave; the sweep goes on';
  return [
    { keys: 'Everywhere', does: '' },
    { keys: '1 … 5', does: 'open the tab of that number' },
    { keys: 'Tab', does: 'next tab; with Shift the previous one' },
    { keys: '/', does: 'show only designs with a text, runs in a state (failed …)' },
    { keys: 'Esc', does: 'show all again' },
    { keys: '+ −', does: 'draw more or less often' },
    { keys: 'q, Ctrl-C', does: leave },
    { keys: 'Ctrl-Z', does: 'leave to the shell; fg comes back' },
    { keys: '?', does: 'this help' },
    { keys: 'Overview', does: '' },
    { keys: '← → ↑ ↓', does: 'move the cursor; Home, End, PgUp, PgDn to the border' },
    { keys: 'Enter', does: 'the run under the cursor; while it is at work, its own view' },
    { keys: 'w f', does: 'to the next run at work; to the next that failed' },
    { keys: 'Designs', does: '' },
    { keys: 'o r', does: 'order by the next column; reverse the order' },
    { keys: 'Enter', does: 'find the design in the overview' },
    { keys: 'Failures', does: '' },
    { keys: 'Enter', does: 'the run with the trace of its failure' },
    { keys: 'Run', does: '' },
    { keys: '← →, b n', does: 'previous and next run' },
    { keys: 'Enter', does: 'its own view, while it is at work; q and Esc lead back' },
    { keys: 'Esc', does: 'back to where it was opened' },
    { keys: 'Log', does: '' },
    { keys: 'l', does: 'least level that is shown' },
  ];
}
