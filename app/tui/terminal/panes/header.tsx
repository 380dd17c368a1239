import { duration } from '../../pace.js';
import { type Brush, bar, figured, fill, grouped, width } from '../../paint/index.js';
import { elapsed, paceOf, pausing, scenariosOf } from '../state/select.js';
import type { State } from '../state/state.js';
import { tabsOf } from '../state/tabs.js';
import { Lines } from './lines.js';
import type { PaneProps } from './pane.js';
import { count, ends, memory, type Piece, pieces, spelt } from './text.js';

/** What runs, on what, how far it is, and the tabs. */
export function Header({ state, at, brush }: PaneProps) {
  const room = at.width - 2;
  const lines = [
    title(state, room, brush),
    facts(state, room, brush),
    progress(state, room, brush),
    tabLine({ tabs: tabsOf(state), open: state.tab }, room, brush),
  ];
  if (at.height < 5) lines.splice(1, 1);
  const padded = lines.map((line) => ` ${fill(line, room, brush)} `);
  const rule = brush.style(spelt('─', brush).repeat(at.width), { tone: 'frame' });
  return <Lines at={at} lines={at.height < 5 ? padded : [...padded, rule]} />;
}

function title(state: State, room: number, brush: Brush): string {
  const name = pieces([['Starling', { tone: 'title', bold: true }], [`  ${state.title}`]], brush);
  const run = pieces(runName(state), brush);
  // Where there is little room the model's title tells more than the program's name.
  return ends(room - width(run) < 20 ? state.title : name, run, room, brush);
}

function runName({ current, runs }: State): Piece[] {
  if (current === undefined) return [['setting up', { dim: true }]];
  const { run } = current.begin;
  const parts: Piece[] = run.of > 1 ? [['run ', { dim: true }], [`${run.index + 1}/${run.of}  `]] : [];
  if (scenariosOf(runs).length > 1) parts.unshift(['scenario ', { dim: true }], [`${run.scenario}  `]);
  if (run.arm !== undefined) parts.push(['arm ', { dim: true }], [`${run.arm}  `]);
  return [...parts, ['seed ', { dim: true }], [String(run.seed)]];
}

function facts(state: State, room: number, brush: Brush): string {
  const { current } = state;
  if (current === undefined) return '';
  const { agents, device, threads } = current.begin;
  const parts = [count(agents, 'agent'), device, count(threads, 'thread')];
  if (current.rss > 0) parts.push(memory(current.rss));
  const time = `elapsed ${duration(elapsed(state, current))}`;
  const style = { dim: true } as const;
  return ends(pieces([[parts.join(' · '), style]], brush), pieces([[time, style]], brush), room, brush);
}

/** A bar, the share, steps, rate and time left; fields keep their width, so that nothing jumps. */
function progress(state: State, room: number, brush: Brush): string {
  const { current } = state;
  if (current === undefined) return '';
  const { steps } = current.begin;
  const { rate, left } = paceOf(state);
  const total = steps === undefined ? '' : grouped(steps);
  const done = grouped(current.done).padStart(total.length);
  const mark = marked(state);
  const texts: Piece[][] = [[[`step ${done}${steps === undefined ? '' : `/${total}`}`, { bold: true }]]];
  texts.push([[(rate === undefined || current.done === 0 ? '' : `${figured(rate)} steps/s`).padStart(13)]]);
  const time = left === undefined || current.done === 0 || left <= 0 ? '' : `${duration(left)} left`;
  if (steps !== undefined) texts.push([[time.padStart(15)]]);
  if (mark !== undefined) texts.push([mark]);
  // What there is no room for gives way: first the time left, then the rate.
  while (texts.length > (mark === undefined ? 1 : 2) && widthOf(texts, brush) > room - 20)
    texts.splice(mark === undefined ? -1 : -2, 1);
  const words = texts.map((parts) => pieces(parts, brush)).join(' ');
  if (steps === undefined) return words;
  const share = steps === 0 ? 1 : Math.min(1, current.done / steps);
  const percent = `${(share * 100).toFixed(0)} %`.padStart(6);
  const long = room - width(words) - percent.length - 2;
  return long < 4 ? words : `${bar(share, long, 'accent', brush)}${percent}  ${words}`;
}

const widthOf = (texts: readonly (readonly Piece[])[], brush: Brush): number =>
  texts.reduce((sum, parts) => sum + 1 + width(pieces(parts, brush)), -1);

/** What is not as usual: paused, or ending. */
function marked(state: State): Piece | undefined {
  if (state.guest === 'over') return [' over ', { tone: 'calm', bold: true, inverse: true }];
  if (state.interrupts > 1) return [' ending at once ', { tone: 'bad', bold: true, inverse: true }];
  if (state.interrupts > 0) return [' ending after this step ', { tone: 'warn', bold: true, inverse: true }];
  if (state.wanted === true && !state.current?.paused) return [' pausing ', { tone: 'warn', inverse: true }];
  if (pausing(state)) return [' ‖ paused ', { tone: 'warn', bold: true, inverse: true }];
  return undefined;
}

interface TabsShown<Tab> {
  readonly tabs: readonly { readonly tab: Tab; readonly number: number; readonly title: string }[];
  readonly open: Tab;
}

/** All titles where they fit, else that of the tab that is open. */
export function tabLine<Tab>(
  { tabs: all, open: chosen }: TabsShown<Tab>,
  room: number,
  brush: Brush,
): string {
  const long = all.reduce((sum, { title: name }) => sum + name.length + 5, -1);
  return all
    .map(({ tab, title: name, number }) => {
      const open = tab === chosen;
      const text = long <= room || open ? `${number} ${name}` : `${number}`;
      return open
        ? brush.style(brush.colours === 'none' ? `[${text}]` : ` ${text} `, {
            tone: 'key',
            bold: true,
            inverse: true,
          })
        : ` ${brush.style(text.slice(0, 1), { tone: 'key' })}${text.slice(1)} `;
    })
    .join(' ');
}
