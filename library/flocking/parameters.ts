import { type RandomCursor, scenario, z } from '../../framework/index.js';

const length = (text: string) => z.number().positive().max(1e9).describe(text);
const weight = (text: string) => z.number().min(0).max(1e9).describe(text);

export const FlockingScenario = scenario({
  side: length('Length of a side of the plane.').default(100),
  birds: z.int().min(0).max(10_000_000).describe('Birds.').default(200),
  vision: length('How far a bird sees.').default(5),
  speed: weight('How far a bird flies in a step.').default(1),
  separation: weight('How near another must not come.').default(1),
  cohere: weight('Weight of the way to those seen.').default(0.03),
  separate: weight('Weight of the way from those too near.').default(0.015),
  match: weight('Weight of their velocity.').default(0.05),
}).changing('vision', 'speed', 'separation', 'cohere', 'separate', 'match');

/** A direction drawn uniformly, of length 1: a point of a square, drawn until it falls into the circle within. */
export function direction(draws: RandomCursor): readonly [x: number, y: number] {
  for (;;) {
    const x = 2 * draws.float() - 1;
    const y = 2 * draws.float() - 1;
    const length = Math.sqrt(x * x + y * y);
    if (length > 0 && length <= 1) return [x / length, y / length];
  }
}
