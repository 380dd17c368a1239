import { columns, divide, type Rect, rows } from './rect.js';

/** What there is to show. */
export interface Parts {
  readonly charts: number;
  readonly stages: number;
  readonly map: boolean;
  readonly feed: boolean;
  /** Outcomes that are known of runs that ended. */
  readonly outcomes: number;
}

/** Where each part is; those that there is no room for are absent. */
export interface Overview {
  readonly charts: readonly Rect[];
  readonly stages?: Rect;
  readonly map?: Rect;
  readonly outcomes?: Rect;
  readonly feed?: Rect;
  readonly log?: Rect;
}

/** A little of everything: three columns on wide screens, two on usual ones, one thing over another on small ones. */
export function overview(body: Rect, parts: Parts): Overview {
  if (body.height < 12 || body.width < 60) return narrow(body, parts);
  const tail = body.height < 17 ? 3 : Math.max(4, Math.round(body.height / 5));
  const [top, bottom] = rows(body, [body.height - tail - 1, tail], 1) as [Rect, Rect];
  const [feed, log] = parts.feed ? halves(bottom) : [undefined, bottom];
  const main = body.width >= 140 ? three(top, parts) : two(top, parts);
  return { ...main, ...(feed === undefined ? {} : { feed }), log: log! };
}

const halves = (area: Rect): Rect[] => columns(area, divide(area.width, [1, 1], 2), 2);

/** Charts, map, and stages with outcomes. */
function three(area: Rect, parts: Parts): Overview {
  const side = 40;
  const weights = parts.map ? [6, 5] : [1];
  const widths = [...divide(area.width - side - 2, parts.charts > 0 ? weights : weights.slice(1), 2), side];
  const rects = columns(area, widths, 2);
  const chart = parts.charts > 0 ? rects.shift() : undefined;
  const map = parts.map ? rects.shift() : undefined;
  return {
    charts: chart === undefined ? [] : stack(chart, parts.charts),
    ...(map === undefined ? {} : { map }),
    ...below(rects.at(-1)!, parts),
  };
}

/** Stages, and the outcomes of the runs before under them. */
function below(area: Rect, { stages, outcomes }: Parts): Pick<Overview, 'stages' | 'outcomes'> {
  const list = stages + 1;
  const room = area.height - list - 1;
  if (outcomes === 0 || room < 4) return { stages: area };
  const [top, bottom] = rows(area, [list, room], 1) as [Rect, Rect];
  return { stages: top, outcomes: bottom };
}

/** Charts at the left, stages over a map at the right. */
function two(area: Rect, parts: Parts): Overview {
  if (parts.charts === 0) {
    const [stages, map] = halves(area) as [Rect, Rect];
    return parts.map ? { charts: [], stages, map } : { charts: [], stages: area };
  }
  const [left, right] = columns(area, divide(area.width, [11, 9], 2), 2) as [Rect, Rect];
  const charts = stack(left, parts.charts);
  const list = parts.stages + 1;
  if (!parts.map) return { charts, stages: right };
  if (area.height < list + 4) return { charts, map: right };
  const [stages, map] = rows(right, [list, area.height - list], 0) as [Rect, Rect];
  return { charts, stages, map };
}

/** One chart, or the map where there are none, and lines of the log as far as there is room. */
function narrow(body: Rect, parts: Parts): Overview {
  const tail = body.height < 10 ? 0 : 3;
  const [top, log] = rows(body, [body.height - (tail > 0 ? tail + 1 : 0), tail], 1) as [Rect, Rect];
  const rest = tail > 0 ? { log } : {};
  if (parts.charts > 0) return { charts: stack(top, parts.charts), ...rest };
  if (parts.map) return { charts: [], map: top, ...rest };
  return { charts: [], stages: top, ...rest };
}

/** As many charts as get five rows each. */
function stack(area: Rect, charts: number): Rect[] {
  const count = Math.min(charts, Math.max(1, Math.floor(area.height / (area.height > 30 ? 10 : 6))));
  const gap = area.height >= count * 10 ? 1 : 0;
  return rows(area, divide(area.height, Array(count).fill(1), gap), gap);
}
