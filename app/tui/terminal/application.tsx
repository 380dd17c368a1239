import type { ComponentType } from 'react';
import { helpOf } from './help.js';
import { Box, useInput } from './ink/index.js';
import { keysOf } from './keys.js';
import { frame } from './layout/frame.js';
import { Agent } from './panes/agent.js';
import { Charts } from './panes/charts.js';
import { Feed } from './panes/feed.js';
import { Footer } from './panes/footer.js';
import { Header } from './panes/header.js';
import { Help } from './panes/help.js';
import { Log } from './panes/log.js';
import { MapPane } from './panes/map.js';
import { Overview } from './panes/overview.js';
import type { PaneProps } from './panes/pane.js';
import { Question } from './panes/question.js';
import { Runs } from './panes/runs.js';
import { TooSmall } from './panes/too-small.js';
import type { State, Tab } from './state/state.js';

const PANES: Readonly<Record<Tab, ComponentType<PaneProps>>> = {
  overview: Overview,
  charts: Charts,
  map: MapPane,
  feed: Feed,
  log: Log,
  runs: Runs,
  agent: Agent,
};

/** The whole screen. */
export function Application({ state, brush }: Omit<PaneProps, 'at'>) {
  const { columns, rows } = state;
  const parts = frame(columns, rows);
  if (parts === undefined) return <TooSmall columns={columns} rows={rows} />;
  return (
    <Box height={1}>
      <Header state={state} at={parts.header} brush={brush} />
      <Body state={state} at={parts.body} brush={brush} />
      <Footer state={state} at={parts.footer} brush={brush} />
    </Box>
  );
}

function Body({ state, at, brush }: PaneProps) {
  const { question, help, scroll, tab } = state;
  if (question) return <Question texts={asked(state)} at={at} brush={brush} />;
  if (help) return <Help keys={helpOf(state)} scroll={scroll.help} at={at} brush={brush} />;
  const Pane = PANES[tab];
  return <Pane state={state} at={at} brush={brush} />;
}

/** Whether the run is to end. */
const asked = ({ interrupts }: State): readonly string[] =>
  interrupts > 0
    ? ['End it now, not after this step?', 'This step is lost, the rest kept.']
    : ['End the run after this step?', 'All steps so far are kept.', 'Ctrl-C does too; again: at once.'];

/** Hands keys on; a component of its own, for it is there only where there is a keyboard. */
export function Keyboard({ press }: { readonly press: (key: string) => void }) {
  useInput((input, key) => {
    for (const name of keysOf(input, key)) press(name);
  });
  return null;
}
