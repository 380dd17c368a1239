import type { Facts } from '../../../../framework/view/index.js';
import { type Brush, fill, grouped, width } from '../../paint/index.js';
import { arranged } from '../state/facts.js';
import { Block } from './lines.js';
import type { PaneProps } from './pane.js';
import { columnsFor, header, line } from './table.js';
import { heading } from './text.js';

/** All that the model tells of one agent. */
export function Agent({ state, at, brush }: PaneProps) {
  const { facts, agent } = state;
  const agents = state.current?.inspectable ?? 0;
  const name = facts === undefined ? `Agent ${agent ?? 0}` : facts.name;
  const body =
    facts === undefined
      ? [brush.style(missing(agent ?? 0, agents), { dim: true })]
      : table(facts.facts, at.width, brush);
  const below = body.length - state.scroll.agent - (at.height - 1);
  const place = agents === 0 ? 'no agents' : `agent ${grouped(agent ?? 0)} of 0–${grouped(agents - 1)}`;
  const notes = below > 0 ? `${place} · ↓ ${grouped(below)} more` : place;
  const top = heading(name, notes, at.width, brush);
  const seen = body.slice(state.scroll.agent);
  return <Block at={at} lines={[top, ...seen]} brush={brush} />;
}

/** Why nothing is told of an agent. */
function missing(agent: number, agents: number): string {
  if (agents === 0) return 'no agents are left';
  return agent < agents
    ? 'asked for; it comes with the next frame'
    : `there are ${grouped(agents)} agents now: n and b go to others`;
}

const GAP = 3;

/** Facts in columns beside one another. */
function table(facts: readonly Facts[], room: number, brush: Brush): string[] {
  const columns = arranged(facts, room);
  const wide = Math.floor((room - GAP * (columns.length - 1)) / Math.max(1, columns.length));
  const texts = columns.map((own) =>
    own.flatMap((one, at) => [...(at > 0 ? [''] : []), ...factText(one, wide, brush)]),
  );
  const height = Math.max(0, ...texts.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    texts.map((lines) => fill(lines[at] ?? '', wide, brush)).join(' '.repeat(GAP)),
  );
}

function factText(facts: Facts, room: number, brush: Brush): string[] {
  const title = brush.style(fill(facts.title, room, brush), { bold: true });
  if ('figures' in facts) {
    const names = Math.min(
      Math.floor(room / 2),
      facts.figures.reduce((most, [name]) => Math.max(most, width(name)), 0),
    );
    return [
      title,
      ...facts.figures.map(
        ([name, value]) => `${brush.style(fill(name, names, brush), { dim: true })}  ${value}`,
      ),
    ];
  }
  const columns = columnsFor(facts.columns, facts.rows, room);
  return [title, header(columns, brush), ...facts.rows.map((row) => line(columns, row, brush))];
}
