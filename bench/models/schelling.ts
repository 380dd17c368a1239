import type { ParametersOf } from '../../framework/index.js';
import type { SchellingScenario } from '../../library/index.js';
import { Sfc32 } from './sfc32.js';

/** The parameters of the library's model, and how many steps. */
export type SchellingJob = ParametersOf<typeof SchellingScenario> & { readonly steps: number };

export interface SchellingResult {
  /** [agents] cell of each. */
  readonly cells: Int32Array;
  /** [side²] 0: empty, 1 or 2: an agent of that group. */
  readonly groups: Uint8Array;
  /** [agents] 1: had what it wanted at its last turn. */
  readonly happy: Uint8Array;
}

/** Schelling's segregation on typed arrays, without a framework: rules in library/schelling/README.md. */
export function schelling(
  { side, agents, radius, wanted, steps }: SchellingJob,
  seed: number,
): SchellingResult {
  const random = new Sfc32(seed);
  const groups = new Uint8Array(side * side);
  const happy = new Uint8Array(agents);
  const order = Int32Array.from({ length: agents }, (_, agent) => agent);
  const places = Int32Array.from({ length: side * side }, (_, cell) => cell);
  random.shuffle(places);
  const cells = places.slice(0, agents);
  const empty = places.slice(agents);
  for (let agent = 0; agent < agents; agent++) groups[cells[agent]!] = 1 + (agent & 1);

  for (let step = 0; step < steps; step++) {
    random.shuffle(order);
    for (let turn = 0; turn < agents; turn++) {
      const agent = order[turn]!;
      const cell = cells[agent]!;
      const group = groups[cell]!;
      const x = cell % side;
      const y = (cell - x) / side;
      const left = Math.max(0, x - radius);
      const right = Math.min(side - 1, x + radius);
      const bottom = Math.min(side - 1, y + radius);
      // The agent finds itself, too.
      let alike = -1;
      for (let row = Math.max(0, y - radius); row <= bottom; row++) {
        const end = row * side + right;
        for (let at = row * side + left; at <= end; at++) if (groups[at] === group) alike++;
      }
      happy[agent] = alike >= wanted ? 1 : 0;
      if (alike >= wanted) continue;
      const choice = random.below(empty.length);
      const target = empty[choice]!;
      empty[choice] = cell;
      groups[cell] = 0;
      groups[target] = group;
      cells[agent] = target;
    }
  }
  return { cells, groups, happy };
}
