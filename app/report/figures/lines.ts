import { by, bySeries, labelled, ranged } from './encode.js';
import { distinct, framed } from './frame.js';
import type { Spec } from './render.js';

/** A point of a line, with its interval. */
export interface Point {
  readonly x: number;
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Seeds that it is a mean of. */
  readonly count: number;
}

export interface Line {
  readonly label: string;
  readonly points: readonly Point[];
}

export interface Lines {
  readonly title: string;
  readonly subtitle?: string | undefined;
  /** What the horizontal axis shows. */
  readonly axis: string;
  /** What tells the lines apart; one line has no legend. */
  readonly series: string;
  readonly lines: readonly Line[];
  /** Ends of the horizontal axis; those of the points where absent. */
  readonly range?: readonly [number, number] | undefined;
  readonly isLogarithmic?: boolean;
  /** Marks on each line: at every point, or at some where there are many. */
  readonly marks: 'all' | 'some';
}

const HEIGHT = 210;
const LEFT = 54;
/** Marks on a line of many points, about. */
const SOME = 8;

/** Means as lines, intervals as bands, told apart by colour, dash and shape. */
export function lines(given: Lines): Spec {
  const { title, subtitle, axis, series, range, isLogarithmic = false } = given;
  const names = distinct(
    given.lines.map(({ label }) => label),
    300,
  );
  const values = given.lines.flatMap(({ points }, i) =>
    points.map(({ x, mean, low, high }, at) => ({
      s: names[i],
      x,
      m: mean,
      l: low ?? mean,
      h: high ?? mean,
      k: isMarked(given, at, points.length, i) ? 1 : 0,
    })),
  );
  const isOne = names.length === 1;
  const { color, shape, strokeDash } = bySeries(names, isOne ? null : series, LEFT);
  const ends = values.flatMap(({ l, h }) => [l, h]);
  const across = values.map((value) => value.x);
  const scale = {
    nice: false,
    ...(isLogarithmic ? { type: 'log' } : {}),
    ...(range ? { domain: range } : {}),
  };
  const x = by('x', axis, range ? scale : ranged(across, scale), {
    grid: false,
    tickCount: 6,
    ...(isLogarithmic ? { values: [...new Set(across)], labelOverlap: true } : {}),
    ...labelled(across),
  });
  const y = (field: string) => by(field, null, ranged(ends), labelled(ends));
  const legend = isOne ? undefined : { title: series, names };
  const data = { values };
  return framed({ title, subtitle, height: HEIGHT, left: LEFT, legend }, [
    {
      data,
      mark: { type: 'area', opacity: names.length > 4 ? 0.1 : 0.17, stroke: null },
      encoding: { x, y: y('l'), y2: { field: 'h' }, color },
    },
    { data, mark: { type: 'line', strokeWidth: 2 }, encoding: { x, y: y('m'), color, strokeDash } },
    {
      data: { values: values.filter(({ k }) => k === 1) },
      mark: { type: 'point', filled: true, opacity: 1, size: 50, stroke: 'white', strokeWidth: 0.6 },
      encoding: { x, y: y('m'), color, shape },
    },
  ]);
}

/** Lines begin their marks at different places, so that these do not lie upon each other. */
function isMarked({ marks, lines: all }: Lines, at: number, count: number, line: number): boolean {
  if (marks === 'all' || count <= SOME) return true;
  const every = Math.max(1, Math.round(count / SOME));
  return at % every === Math.floor((line * every) / all.length);
}
