import { type Brush, fill, grouped } from '../../paint/index.js';
import type { LogLine } from '../../protocol.js';
import { hasLevel, type Logged, logLines, newsLines } from '../state/select.js';
import { Block } from './lines.js';
import type { PaneProps } from './pane.js';
import { count, heading, pieces } from './text.js';

const LEVEL = {
  debug: { tone: 'off' },
  info: { tone: 'calm' },
  warn: { tone: 'warn', bold: true },
  error: { tone: 'bad', bold: true },
} as const;

/** The end of the log, or the part that it is scrolled to; `tail` is its last news, whatever is scrolled and chosen. */
export function Log({ state, at, brush, tail = false }: PaneProps<Logged> & { readonly tail?: boolean }) {
  const page = at.height - 1;
  const lines = tail ? newsLines(state, page) : logLines(state);
  const end = lines.length - (tail ? 0 : state.scroll.log);
  const said = tail ? '' : notes(state, lines.length);
  const seen = lines.slice(Math.max(0, end - page), end).map((line) => painted(line, at.width, brush));
  const empty = tail ? '' : lacking(state);
  const body = seen.length === 0 ? [brush.style(empty, { dim: true })] : seen;
  return <Block at={at} lines={[heading('Log', said, at.width, brush), ...body]} brush={brush} />;
}

/** Why no line is shown. */
function lacking(state: Logged): string {
  if (state.log.length === 0) return 'nothing yet';
  return hasLevel(state) ? 'no match' : 'nothing at this level';
}

function notes(state: Logged, lines: number): string {
  const parts = [`${state.level}${state.level === 'error' ? '' : ' and above'}`, count(lines, 'line')];
  if (state.search.log !== '') parts.push(`with "${state.search.log}"`);
  if (state.scroll.log > 0) parts.push(`${grouped(state.scroll.log)} below`);
  return parts.join(' · ');
}

function painted({ time, level, text }: LogLine, width: number, brush: Brush): string {
  const at = new Date(time).toTimeString().slice(0, 8);
  const start = pieces([[at, { dim: true }], [' '], [level.padEnd(5), LEVEL[level]], [' ']], brush);
  const words = fill(text.replaceAll(/\s+/g, ' '), Math.max(1, width - 15), brush);
  return level === 'debug' ? start + brush.style(words, { dim: true }) : start + words;
}
