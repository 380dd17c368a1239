import { chartGrid } from '../layout/charts.js';
import { chartsOf } from '../state/tabs.js';
import { Chart } from './chart.js';
import type { PaneProps } from './pane.js';

/** All charts, or those that it is scrolled to. */
export function Charts({ state, at, brush }: PaneProps) {
  const { current } = state;
  if (current === undefined) return null;
  const charts = chartsOf(state);
  const { rects, first } = chartGrid(at, charts.length, state.scroll.charts);
  return rects.map((rect, place) => {
    const one = charts[first + place]!;
    return <Chart key={one.index} current={current} chart={one} at={rect} brush={brush} />;
  });
}
