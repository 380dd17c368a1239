import { duration } from '../../../pace.js';
import { type Brush, bar, figured, fill, grouped, width } from '../../../paint/index.js';
import { tabLine } from '../../panes/header.js';
import { Lines } from '../../panes/lines.js';
import type { PaneProps } from '../../panes/pane.js';
import { count, ends, type Piece, pieces, spelt } from '../../panes/text.js';
import { elapsedIn, ended, number, rateIn } from '../state/select.js';
import type { SweepState } from '../state/state.js';
import { sweepTabs } from '../state/tabs.js';

/** What sweep, where it runs, how far it is, and the tabs. */
export function SweepHeader({ state, at, brush }: PaneProps<SweepState>) {
  const room = at.width - 2;
  const lines = [
    title(state, room, brush),
    facts(state, room, brush),
    progress(state, room, brush),
    tabLine({ tabs: sweepTabs(state), open: state.tab }, room, brush),
  ];
  if (at.height < 5) lines.splice(1, 1);
  const padded = lines.map((line) => ` ${fill(line, room, brush)} `);
  const rule = brush.style(spelt('─', brush).repeat(at.width), { tone: 'frame' });
  return <Lines at={at} lines={at.height < 5 ? padded : [...padded, rule]} />;
}

function title(state: SweepState, room: number, brush: Brush): string {
  const what = state.sweep?.name ?? state.title;
  const name = pieces([['Starling', { tone: 'title', bold: true }], [`  sweep ${what}`]], brush);
  const phase = pieces([phaseOf(state)], brush);
  return ends(room - width(phase) < 20 ? what : name, phase, room, brush);
}

function phaseOf({ sweep, phase, interrupts }: SweepState): Piece {
  if (sweep === undefined) return ['setting up', { dim: true }];
  if (interrupts > 1) return [' ending at once ', { tone: 'bad', bold: true, inverse: true }];
  if (phase === 'draining' || (interrupts > 0 && phase === 'running'))
    return [' ending ', { tone: 'warn', bold: true, inverse: true }];
  if (phase === 'interrupted') return [' interrupted ', { tone: 'warn', bold: true, inverse: true }];
  if (phase === 'finished') return [' finished ', { tone: 'good', bold: true, inverse: true }];
  return [sweep.drives ? 'at work' : 'at work, looked at', { dim: true }];
}

function facts(state: SweepState, room: number, brush: Brush): string {
  const { sweep, engine, slots, counts } = state;
  if (sweep === undefined) return '';
  const parts = [
    `${count(sweep.labels.length, 'design')} × ${count(sweep.replications, 'replication')}`,
    ...(engine === undefined ? [] : [engine]),
  ];
  const busy = number(counts, 'running');
  if (state.phase === 'running' || state.phase === 'draining') {
    parts.push(
      slots === undefined
        ? `${grouped(busy)} at work`
        : `${Math.min(busy, slots)} of ${count(slots, 'worker')} busy`,
    );
  }
  const time = `elapsed ${duration(elapsedIn(state))}`;
  const style = { dim: true } as const;
  return ends(pieces([[parts.join(' · '), style]], brush), pieces([[time, style]], brush), room, brush);
}

/** A bar, the share, runs, rate and time left; fields keep their width, so that nothing jumps. */
function progress(state: SweepState, room: number, brush: Brush): string {
  const { cells, counts, phase, left } = state;
  if (state.sweep === undefined) return '';
  const done = ended(counts);
  const total = grouped(cells.length);
  const failed = number(counts, 'failed');
  const rate = rateIn(state);
  const going = phase === 'running' || phase === 'draining';
  const texts: Piece[][] = [[[`${grouped(done).padStart(total.length)}/${total} runs`, { bold: true }]]];
  if (failed > 0) texts.push([[` ${grouped(failed)} failed`, { tone: 'bad', bold: true }]]);
  if (going) {
    texts.push([[(rate === undefined ? '' : `${figured(rate)} runs/min`).padStart(15)]]);
    texts.push([[(left === undefined || left <= 0 ? '' : `${duration(left)} left`).padStart(16)]]);
  }
  // What there is no room for gives way: first the time left, then the rate.
  while (texts.length > 1 && widthOf(texts, brush) > room - 20) texts.pop();
  const words = texts.map((parts) => pieces(parts, brush)).join(' ');
  const share = cells.length === 0 ? 1 : done / cells.length;
  const percent = `${Math.floor(share * 100)} %`.padStart(6);
  const long = room - width(words) - percent.length - 2;
  return long < 4 ? words : `${bar(share, long, 'accent', brush)}${percent}  ${words}`;
}

const widthOf = (texts: readonly (readonly Piece[])[], brush: Brush): number =>
  texts.reduce((sum, parts) => sum + 1 + width(pieces(parts, brush)), -1);
