import type { Rect } from './rect.js';

/** Where a map's cells are: the title stands above, the legend below, and the agents at the cursor below that. */
export function canvas(body: Rect, cursor: boolean): Rect {
  const below = cursor ? 2 : 1;
  return { ...body, y: body.y + 1, height: Math.max(1, body.height - 1 - below) };
}
