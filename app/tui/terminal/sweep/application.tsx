import type { ComponentType } from 'react';
import { Application } from '../application.js';
import { Box } from '../ink/index.js';
import { frame } from '../layout/frame.js';
import { Help } from '../panes/help.js';
import { Log } from '../panes/log.js';
import type { PaneProps } from '../panes/pane.js';
import { Question } from '../panes/question.js';
import { TooSmall } from '../panes/too-small.js';
import { sweepHelp } from './help.js';
import { Designs } from './panes/designs.js';
import { Failures } from './panes/failures.js';
import { SweepFooter } from './panes/footer.js';
import { SweepHeader } from './panes/header.js';
import { SweepOverview } from './panes/overview.js';
import { Run } from './panes/run.js';
import type { SweepState, SweepTab } from './state/state.js';

const PANES: Readonly<Record<SweepTab, ComponentType<PaneProps<SweepState>>>> = {
  overview: SweepOverview,
  designs: Designs,
  failures: Failures,
  run: Run,
  log: Log,
};

/** The whole screen of a sweep; the view of a run at work takes its place while it is open. */
export function SweepApplication({ state, brush }: Omit<PaneProps<SweepState>, 'at'>) {
  const { columns, rows, live } = state;
  if (live?.state !== undefined && !state.question) return <Application state={live.state} brush={brush} />;
  const parts = frame(columns, rows);
  if (parts === undefined) return <TooSmall columns={columns} rows={rows} />;
  return (
    <Box height={1}>
      <SweepHeader state={state} at={parts.header} brush={brush} />
      <Body state={state} at={parts.body} brush={brush} />
      <SweepFooter state={state} at={parts.footer} brush={brush} />
    </Box>
  );
}

function Body({ state, at, brush }: PaneProps<SweepState>) {
  const { question, help, scroll, tab } = state;
  if (question) return <Question texts={asked(state)} at={at} brush={brush} />;
  if (help) return <Help keys={sweepHelp(state)} scroll={scroll.help} at={at} brush={brush} />;
  const Pane = PANES[tab];
  return <Pane state={state} at={at} brush={brush} />;
}

const asked = ({ interrupts }: SweepState): readonly string[] =>
  interrupts > 0
    ? ['End it at once?', 'Runs at work are begun anew on resume.']
    : ['End the sweep?', 'All runs that have ended are kept.', 'Ctrl-C does too; again: at once.'];
