import { by, labelled, ranged } from './encode.js';
import { framed } from './frame.js';
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
  const across = points.map((point) => point.x);
  const up = points.map((point) => point.y);
  const x = by('x', axis, ranged(across, scale), { grid: false, ...labelled(across) });
  return framed({ title, subtitle, height: 190, left: 54 }, [
    {
      data: { values: points },
      mark: {
        type: 'point',
        filled: false,
        color: COLOURS[0],
        opacity: points.length > 200 ? 0.45 : 0.75,
        size: 26,
        strokeWidth: 1.2,
      },
      encoding: { x, y: by('y', null, ranged(up), labelled(up)) },
    },
  ]);
}
