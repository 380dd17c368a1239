import { grouped } from '../../paint/index.js';
import { factTable } from './facts.js';
import { Block } from './lines.js';
import type { PaneProps } from './pane.js';
import { heading } from './text.js';

/** All that the model tells of one agent. */
export function Agent({ state, at, brush }: PaneProps) {
  const { facts, agent } = state;
  const agents = state.current?.inspectable ?? 0;
  const name = facts === undefined ? `Agent ${agent ?? 0}` : facts.name;
  const body =
    facts === undefined
      ? [brush.style(missing(agent ?? 0, agents), { dim: true })]
      : factTable(facts.facts, at.width, brush);
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
