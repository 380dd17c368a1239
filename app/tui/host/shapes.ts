import type { View } from '../../../framework/index.js';
import type { ViewShape } from '../protocol.js';

/** A view without its functions: what a message can carry. */
export function shapeOf(view: View): ViewShape {
  const { kind, title } = view;
  switch (kind) {
    case 'chart':
      return {
        kind,
        title,
        ...(view.low === undefined ? {} : { low: view.low }),
        ...(view.high === undefined ? {} : { high: view.high }),
        series: view.series.map(({ name, tone }) => ({ name, tone })),
      };
    case 'grid':
    case 'plane':
      return { kind, title, legend: view.legend, width: view.width, height: view.height };
    case 'network':
      return { kind, title, legend: view.legend, nodes: view.nodes };
    case 'feed':
      return { kind, title, columns: view.columns };
  }
}
