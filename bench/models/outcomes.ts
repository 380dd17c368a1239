/** What is compared of a state of each model: a few figures, by name, the same as bench/peers asks of Mesa. */

export type Outcomes = Readonly<Record<string, number>>;

export interface SchellingState {
  readonly side: number;
  readonly radius: number;
  readonly agents: number;
  /** [agents] cell of each. */
  readonly cells: ArrayLike<number>;
  /** [side²] 0: empty, else the group of who is there. */
  readonly groups: ArrayLike<number>;
  /** Agents that had what they wanted at their last turn. */
  readonly happy: number;
}

/** `segregation`: of all pairs of neighbours, the share that are of one group. */
export function schellingOutcomes({ side, radius, groups, happy }: SchellingState): Outcomes {
  let alike = 0;
  let pairs = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const group = groups[y * side + x]!;
      if (group === 0) continue;
      for (let row = Math.max(0, y - radius); row <= Math.min(side - 1, y + radius); row++) {
        for (let column = Math.max(0, x - radius); column <= Math.min(side - 1, x + radius); column++) {
          const other = groups[row * side + column]!;
          if (other === 0 || (row === y && column === x)) continue;
          pairs++;
          if (other === group) alike++;
        }
      }
    }
  }
  return { happy, segregation: alike / pairs };
}

export interface FlockingState {
  readonly side: number;
  readonly vision: number;
  readonly birds: number;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly vx: ArrayLike<number>;
  readonly vy: ArrayLike<number>;
}

/** `polarisation`: length of the mean velocity; then means over birds: distance to the nearest, and how many are seen. */
export function flockingOutcomes({ side, vision, x, y, vx, vy }: FlockingState): Outcomes {
  const birds = x.length;
  let sumX = 0;
  let sumY = 0;
  let nearest = 0;
  let seen = 0;
  const apart = (a: number, b: number) => Math.min(Math.abs(a - b), side - Math.abs(a - b));
  for (let bird = 0; bird < birds; bird++) {
    sumX += vx[bird]!;
    sumY += vy[bird]!;
    let least = Number.POSITIVE_INFINITY;
    for (let other = 0; other < birds; other++) {
      if (other === bird) continue;
      const away = Math.hypot(apart(x[bird]!, x[other]!), apart(y[bird]!, y[other]!));
      if (away < least) least = away;
      if (away <= vision) seen++;
    }
    nearest += least;
  }
  return {
    polarisation: Math.hypot(sumX, sumY) / birds,
    nearest: nearest / birds,
    neighbours: seen / birds,
  };
}

export interface WolfSheepState {
  readonly regrow: number;
  /** Energies of the living. */
  readonly sheep: readonly number[];
  readonly wolves: readonly number[];
  /** [side²] steps until the grass is grown; 0: it is. */
  readonly countdown: Iterable<number>;
}

export function wolfSheepOutcomes({ sheep, wolves, countdown }: WolfSheepState): Outcomes {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    sheep: sheep.length,
    wolves: wolves.length,
    grass: [...countdown].filter((left) => left === 0).length,
    'sheep energy': sum(sheep),
    'wolf energy': sum(wolves),
  };
}
