/** A key, or several that do much the same, and what it does. */
export interface KeyHelp {
  readonly keys: string;
  readonly does: string;
}

/** All keys, under the names of the tabs that they work in; a line without a text is a heading. */
export const HELP: readonly KeyHelp[] = [
  { keys: 'Everywhere', does: '' },
  { keys: '1 … 7', does: 'open the tab of that number' },
  { keys: 'Tab, ← →', does: 'next and previous tab' },
  { keys: 'p, Space', does: 'pause and resume' },
  { keys: 's, .', does: 'one step, then wait (pauses first)' },
  { keys: '+ −', does: 'draw more or less often' },
  { keys: '↑ ↓ PgUp PgDn', does: 'scroll; Home to the start, End to the end' },
  { keys: 'q, Ctrl-C', does: 'end: first after this step, everything kept; again: at once' },
  { keys: 'Ctrl-Z', does: 'leave to the shell; fg comes back' },
  { keys: '?', does: 'this help' },
  { keys: 'Lists of rows and log', does: '' },
  { keys: '/', does: 'show only lines that hold a text; Esc takes it back' },
  { keys: 'l', does: 'log: least level that is shown' },
  { keys: 'v', does: 'next list, or next map, where there are several' },
  { keys: 'Map', does: '' },
  { keys: '← → ↑ ↓', does: 'move the cursor' },
  { keys: 'i, Enter', does: 'look at the agent under the cursor' },
  { keys: 'Agent', does: '' },
  { keys: '← →, b n', does: 'previous and next agent' },
  { keys: 'g', does: 'go to the agent of a number' },
];
