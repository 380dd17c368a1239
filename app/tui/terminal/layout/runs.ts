import { type Rect, rows } from './rect.js';

/** Means by arm above, the list of runs below: each gets what it needs, the list three quarters where both are long. */
export function runsParts(
  body: Rect,
  outcomes: number,
  runs: number,
): { readonly arms: Rect; readonly list: Rect } {
  const needed = outcomes === 0 ? 0 : outcomes + 2;
  const most = Math.max(Math.floor(body.height / 2), body.height - runs - 3);
  const height = Math.min(needed, most);
  const [arms, list] = rows(body, [height, body.height - height - (height > 0 ? 1 : 0)], height > 0 ? 1 : 0);
  return { arms: arms!, list: list! };
}
