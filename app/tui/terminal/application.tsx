import type { ComponentType } from 'react';
import { Box, useInput } from './ink/index.js';
import { keysOf } from './keys.js';
import { frame, LEAST } from './layout/frame.js';
import { Agent } from './panes/agent.js';
import { Charts } from './panes/charts.js';
import { Feed } from './panes/feed.js';
import { Footer } from './panes/footer.js';
import { Header } from './panes/header.js';
import { Help } from './panes/help.js';
import { Lines } from './panes/lines.js';
import { Log } from './panes/log.js';
import { MapPane } from './panes/map.js';
import { Overview } from './panes/overview.js';
import type { PaneProps } from './panes/pane.js';
import { Question } from './panes/question.js';
import { Runs } from './panes/runs.js';
import type { Tab } from './state/state.js';

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
  if (parts === undefined) {
    const text = `too small: ${columns}x${rows}, needs ${LEAST.columns}x${LEAST.rows}`;
    return (
      <Box height={1}>
        <Lines
          at={{ x: 0, y: 0, width: columns, height: 1 }}
          lines={[text.slice(0, columns).padEnd(columns)]}
        />
      </Box>
    );
  }
  const Pane = state.question ? Question : state.help ? Help : PANES[state.tab];
  return (
    <Box height={1}>
      <Header state={state} at={parts.header} brush={brush} />
      <Pane state={state} at={parts.body} brush={brush} />
      <Footer state={state} at={parts.footer} brush={brush} />
    </Box>
  );
}

/** Hands keys on; a component of its own, for it is there only where there is a keyboard. */
export function Keyboard({ press }: { readonly press: (key: string) => void }) {
  useInput((input, key) => {
    for (const name of keysOf(input, key)) press(name);
  });
  return null;
}
