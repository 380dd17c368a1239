import { by, labelled } from './encode.js';
import { frame } from './frame.js';
import { COLOURS } from './palette.js';
import type { Spec } from './render.js';

export interface Scatter {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly axis: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly isLogarithmic: boolean;
}

/** A point for each design: an outcome against a parameter. */
export function scatter({ title, subtitle, axis, points, isLogarithmic }: Scatter): Spec {
  const scale = isLogarithmic ? { type: 'log', nice: false } : { nice: false };
  return {
    ...frame({ title, subtitle, height: 190, left: 54 }),
    data: { values: points },
    mark: {
      type: 'point',
      filled: false,
      color: COLOURS[0],
      opacity: points.length > 200 ? 0.45 : 0.75,
      size: 26,
      strokeWidth: 1.2,
    },
    encoding: {
      x: by('x', axis, scale, { grid: false, ...labelled(points.map(({ x }) => x)) }),
      y: by('y', null, {}, labelled(points.map(({ y }) => y))),
    },
  };
}
