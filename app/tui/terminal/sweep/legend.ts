import type { LegendEntry } from '../../../../framework/view/index.js';
import { CELL_STATES, type CellState } from '../../sweep-protocol.js';

/** How the states of runs look; the higher the rank, the sooner one shows where a cell stands for several runs. */
const LOOKS: Readonly<Record<CellState, LegendEntry>> = {
  pending: { label: 'pending', tone: 'off', glyph: '·', ascii: '.', rank: 2 },
  running: { label: 'running', tone: 'accent', glyph: '▶', ascii: '>', rank: 4 },
  done: { label: 'done', tone: 'good', glyph: '■', ascii: '#', rank: 0 },
  failed: { label: 'failed', tone: 'bad', glyph: '✗', ascii: 'X', rank: 6 },
  aborted: { label: 'aborted', tone: 'odd', glyph: '○', ascii: 'o', rank: 3 },
  again: { label: 'again', tone: 'warn', glyph: '▲', ascii: '^', rank: 5 },
  retried: { label: 'retried', tone: 'calm', glyph: '◆', ascii: '+', rank: 1 },
};

/** [states] */
export const LEGEND: readonly LegendEntry[] = CELL_STATES.map((state) => LOOKS[state]);

/** [states] from what a person asks for last to what first: where the legend has little room, the first ones give way. */
const LAST: readonly CellState[] = ['aborted', 'retried', 'again', 'pending', 'running', 'done', 'failed'];

/** [states] `LEGEND` for the line that explains it. */
export const EXPLAINED: readonly LegendEntry[] = CELL_STATES.map((state) => ({
  ...LOOKS[state],
  rank: LAST.indexOf(state),
}));

/** [states] */
export const RANKS: readonly number[] = LEGEND.map(({ rank }) => rank!);
