import { columns, divide, type Rect, rows } from '../../layout/rect.js';

/** What there is to show. */
interface Parts {
  /** Rows that the grid of runs takes of an area. */
  readonly rowsOn: (area: Rect) => number;
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

/** The grid at the left; at the right failures, designs where the left has no room for them, and the log. */
function wide(body: Rect, parts: Parts): SweepOverview {
  const [left, right] = columns(body, divide(body.width, [3, 2], 2), 2) as [Rect, Rect];
  const [grid, under] = besideTable(left, parts);
  const tall = Math.floor(right.height / 3);
  const failures = parts.failures === 0 ? 0 : Math.min(tall, parts.failures + 2);
  const table = under === undefined ? tall : 0;
  const gaps = Number(failures > 0) + Number(table > 0);
  const heights = [failures, table, right.height - failures - table - gaps].filter((height) => height > 0);
  const rects = rows(right, heights, 1);
  const one = failures > 0 ? { failures: rects.shift()! } : {};
  const two = table > 0 ? { designs: rects.shift()! } : under === undefined ? {} : { designs: under };
  return withCells(grid, { ...one, ...two, log: rects[0]! });
}

/** As many lines as the grid needs, and a table of designs below it where enough are left. */
function besideTable(area: Rect, parts: Parts): readonly [grid: Rect, designs: Rect | undefined] {
  const needed = parts.rowsOn({ ...area, height: Math.max(1, area.height - AROUND) }) + AROUND;
  const room = area.height - needed - 1;
  if (room < LEAST_TABLE) return [area, undefined];
  const [grid, designs] = rows(area, [needed, room], 1) as [Rect, Rect];
  return [grid, designs];
}

const named = (rects: readonly Rect[], ...names: readonly (keyof SweepOverview)[]): Partial<SweepOverview> =>
  Object.fromEntries(names.map((name, at) => [name, rects[at]!]));
