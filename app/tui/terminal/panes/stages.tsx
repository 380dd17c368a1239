import { duration } from '../../pace.js';
import { shares } from '../../paint/index.js';
import { Block } from './lines.js';
import type { PaneProps } from './pane.js';
import { heading, spelt } from './text.js';

/** The stages of a step with their shares of the time; the one at work is marked. */
export function Stages({ state, at, brush }: PaneProps) {
  const { current } = state;
  if (current === undefined) return null;
  const { stages } = current.begin;
  const total = current.seconds.reduce((sum, seconds) => sum + seconds, 0);
  // The stage after the one that ended last is at work.
  const work = current.paused ? -1 : (current.stage + 1) % Math.max(1, stages.length);
  const parts = stages.map((name, stage) => ({
    name: `${stage === work ? spelt('▸', brush) : ' '}${name}`,
    share: total === 0 ? 0 : (current.seconds[stage] ?? 0) / total,
    tone: stage === work ? ('accent' as const) : ('calm' as const),
  }));
  const lines = [
    heading('Stages', total === 0 ? '' : `${duration(total)} in all`, at.width, brush),
    ...shares(parts, at.width, brush),
  ];
  return <Block at={at} lines={lines} brush={brush} />;
}
