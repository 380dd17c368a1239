import { columns, divide, type Rect, rows } from '../../layout/rect.js';

/** What there is to show. */
interface Parts {
  /** Columns and rows that the grid of runs takes of an area. */
  readonly sizeOn: (area: Rect) => { readonly width: number; readonly height: number };
  readonly failures: number;
}

/** Where each part is; those that there is no room for, or nothing, are absent. */
export interface SweepOverview {
  /** The grid with its heading, its legend and the line of the cursor. */
  readonly grid: Rect;
  /** The cells alone. */
  readonly cells: Rect;
  readonly designs?: Rect;
  readonly failures?: Rect;
  readonly log?: Rect;
}

/** Lines around the cells: the heading above, the legend and the line of the cursor below. */
const AROUND = 3;
/** Lines of a table that are worth it. */
const LEAST_TABLE = 5;

/** The grid first; beside or below it failures before the log, and outcomes of designs where there is room. */
export function sweepOverview(body: Rect, parts: Parts): SweepOverview {
  if (body.height < 12 || body.width < 60) return withCells(body, {});
  return body.width < 140 ? stacked(body, parts) : wide(body, parts);
}

function withCells(grid: Rect, rest: Omit<SweepOverview, 'grid' | 'cells'>): SweepOverview {
  const cells = { ...grid, y: grid.y + 1, height: Math.max(1, grid.height - AROUND) };
  return { grid, cells, ...rest };
}

/** The grid, designs where it leaves room for them, and at the foot failures beside the log. */
function stacked(body: Rect, parts: Parts): SweepOverview {
  const foot = body.height < 17 ? 3 : Math.max(4, Math.round(body.height / 5));
  const [top, bottom] = rows(body, [body.height - foot - 1, foot], 1) as [Rect, Rect];
  const tails =
    parts.failures === 0
      ? { log: bottom }
      : named(columns(bottom, divide(bottom.width, [3, 2], 2), 2), 'failures', 'log');
  const [grid, designs] = besideTable(top, parts);
  return withCells(grid, { ...(designs === undefined ? {} : { designs }), ...tails });
}

/**
 * The grid at the left, and below it designs where it leaves half of the height; at the right failures, designs otherwise,
 * and the log. A narrow grid leaves more to what is beside it.
 */
function wide(body: Rect, parts: Parts): SweepOverview {
  const split = (weights: readonly number[]) =>
    columns(body, divide(body.width, weights, 2), 2) as [Rect, Rect];
  const [narrow, rest] = split([4, 5]);
  const size = neededOn(narrow, parts);
  const isTall = size.height > narrow.height / 2;
  const [left, right] = isTall && size.width <= narrow.width * NARROW ? [narrow, rest] : split([3, 2]);
  const [grid, under] = isTall ? [left, undefined] : besideTable(left, parts);
  const third = Math.floor(right.height / 3);
  const failures = parts.failures === 0 ? 0 : Math.min(third, parts.failures + 2);
  const log = under === undefined ? Math.floor(right.height / 5) : right.height - failures;
  const table = under === undefined ? right.height - failures - log : 0;
  const heights = [failures, table, log].filter((height) => height > 0);
  const rects = rows(right, [...heights.slice(0, -1), heights.at(-1)! - heights.length + 1], 1);
  const one = failures > 0 ? { failures: rects.shift()! } : {};
  const two = table > 0 ? { designs: rects.shift()! } : under === undefined ? {} : { designs: under };
  return withCells(grid, { ...one, ...two, log: rects[0]! });
}

/** The part of its width that a grid takes which is narrow. */
const NARROW = 0.9;

/** What the grid takes of an area, with what is around it. */
function neededOn(area: Rect, parts: Parts): { readonly width: number; readonly height: number } {
  const { width, height } = parts.sizeOn({ ...area, height: Math.max(1, area.height - AROUND) });
  return { width, height: height + AROUND };
}

/** As many lines as the grid needs, and a table of designs below it where enough are left. */
function besideTable(area: Rect, parts: Parts): readonly [grid: Rect, designs: Rect | undefined] {
  const needed = neededOn(area, parts).height;
  const room = area.height - needed - 1;
  if (room < LEAST_TABLE) return [area, undefined];
  const [grid, designs] = rows(area, [needed, room], 1) as [Rect, Rect];
  return [grid, designs];
}

const named = (rects: readonly Rect[], ...names: readonly (keyof SweepOverview)[]): Partial<SweepOverview> =>
  Object.fromEntries(names.map((name, at) => [name, rects[at]!]));
