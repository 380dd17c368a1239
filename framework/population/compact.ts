import { StarlingError } from '../errors.js';
import type { Columns } from '../sets/columns.js';
import type { Stock } from './stock.js';

/**
 * Moves all who live to the first rows, in their order. Answers the rows where they were.
 *
 * @throws StarlingError during a pass, and where rows stand in a space
 */
export function compact<C extends Columns>({ store, slots }: Stock<C>): Uint32Array {
  if (slots.passes > 0) throw new StarlingError('A population cannot be compacted during a pass over it.');
  if (slots.leaving.length > 0)
    throw new StarlingError('A population whose rows stand in a space cannot be compacted.', {
      hint: 'Make the space without `of`, and place the rows anew after it.',
    });
  const from = new Uint32Array(slots.size);
  slots.list(from);
  if (slots.dense) return from;
  for (let to = 0; to < from.length; to++) {
    if (to === from[to]) continue;
    store.move(from[to]!, to);
    slots.move(from[to]!, to);
  }
  store.clear(slots.size, slots.end);
  slots.close();
  return from;
}
