import type { Item } from '../item.js';
import type { SpaceOptions } from '../owner.js';

/** What a continuous space is made of. */
export interface ContinuousOptions<I extends Item = never> extends SpaceOptions<I> {
  /** Lengths: [width, height] or [width, height, depth], in whatever unit the model counts. */
  readonly size: readonly number[];
  /** Whether one edge is beside the opposite: in all dimensions, or one by one. False where nothing is said. */
  readonly torus?: boolean | readonly boolean[];
}
