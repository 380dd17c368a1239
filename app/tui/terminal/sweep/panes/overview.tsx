import { Log } from '../../panes/log.js';
import type { PaneProps } from '../../panes/pane.js';
import { overviewOf } from '../state/cursor.js';
import type { SweepState } from '../state/state.js';
import { Designs } from './designs.js';
import { Failures } from './failures.js';
import { Grid } from './grid.js';

/** All runs, failures before anything else that is news, and outcomes of designs where there is room. */
export function SweepOverview({ state, at, brush }: PaneProps<SweepState>) {
  if (state.sweep === undefined) return <Log state={state} at={at} brush={brush} tail />;
  const places = overviewOf(state, at);
  const common = { state, brush };
  return (
    <>
      <Grid {...common} at={places.grid} cells={places.cells} />
      {places.designs === undefined ? null : <Designs {...common} at={places.designs} small />}
      {places.failures === undefined ? null : <Failures {...common} at={places.failures} small />}
      {places.log === undefined ? null : <Log {...common} at={places.log} tail />}
    </>
  );
}
