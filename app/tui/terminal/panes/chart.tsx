import { chart } from '../../paint/index.js';
import { seriesOf } from '../state/history.js';
import type { Current } from '../state/state.js';
import type { Placed, Shape } from '../state/tabs.js';
import { Lines } from './lines.js';
import type { PaneProps } from './pane.js';

/** One chart of the model over the whole run. */
export function Chart({
  current,
  chart: { view, index },
  at,
  brush,
}: Omit<PaneProps, 'state'> & {
  readonly current: Current;
  readonly chart: Placed<Shape<'chart'>>;
}) {
  const { history } = current;
  const first = firstSeries(current, index);
  const lines = view.series.map(({ name, tone }, series) => ({
    name,
    tone,
    values: seriesOf(history, first + series),
    last: history.last[first + series] ?? null,
  }));
  const options = {
    from: history.first,
    to: current.done,
    title: view.title,
    ...(view.low === undefined ? {} : { low: view.low }),
    ...(view.high === undefined ? {} : { high: view.high }),
  };
  return <Lines at={at} lines={chart(lines, at, options, brush)} />;
}

/** Samples hold the series of all charts, one after another. */
function firstSeries({ begin }: Current, index: number): number {
  return begin.views
    .slice(0, index)
    .reduce((sum, view) => sum + (view.kind === 'chart' ? view.series.length : 0), 0);
}
