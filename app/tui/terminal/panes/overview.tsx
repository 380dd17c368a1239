import { overview } from '../layout/overview.js';
import { outcomesOf } from '../state/select.js';
import { chartsOf, feedsOf, mapsOf } from '../state/tabs.js';
import { Chart } from './chart.js';
import { Feed } from './feed.js';
import { Log } from './log.js';
import { MapPane } from './map.js';
import type { PaneProps } from './pane.js';
import { Arms } from './runs.js';
import { Stages } from './stages.js';

/** A little of everything. */
export function Overview({ state, at, brush }: PaneProps) {
  const { current } = state;
  if (current === undefined) return <Log state={state} at={at} brush={brush} tail />;
  const charts = chartsOf(state);
  const places = overview(at, {
    charts: charts.length,
    stages: current.begin.stages.length,
    map: mapsOf(state).length > 0,
    feed: feedsOf(state).length > 0,
    outcomes: outcomesOf(state).length,
  });
  const common = { state, brush };
  return (
    <>
      {places.charts.map((rect, place) => (
        <Chart key={charts[place]!.index} current={current} chart={charts[place]!} at={rect} brush={brush} />
      ))}
      {places.stages === undefined ? null : <Stages {...common} at={places.stages} />}
      {places.outcomes === undefined ? null : <Arms {...common} at={places.outcomes} />}
      {places.map === undefined ? null : <MapPane {...common} at={places.map} small />}
      {places.feed === undefined ? null : <Feed {...common} at={places.feed} tail />}
      {places.log === undefined ? null : <Log {...common} at={places.log} tail />}
    </>
  );
}
