/** What holds of every state of a model, whoever wrote it; checked before anything of it is measured. */
import type { FlockingState, SchellingState, WolfSheepState } from './outcomes.js';

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(`bench: an invariant is broken: ${what}`);
}

/** Agents are conserved, half of them of each group, and one at most is in a cell. */
export function checkSchelling(state: SchellingState): void {
  const { agents, groups } = state;
  const cells = Array.from(state.cells);
  const ofGroup = (group: number) => Array.from(groups).filter((each) => each === group).length;
  check(cells.length === agents && new Set(cells).size === agents, 'agents are conserved, one in a cell');
  check(
    cells.every((cell) => groups[cell]! > 0),
    'every agent is on the grid',
  );
  check(
    ofGroup(1) === Math.ceil(agents / 2) && ofGroup(2) === Math.floor(agents / 2),
    'the groups are equal',
  );
}

/** Birds are conserved, on the plane, and fly at unit length. */
export function checkFlocking(state: FlockingState): void {
  const { side, birds, x, y, vx, vy } = state;
  check(x.length === birds, 'birds are conserved');
  for (let bird = 0; bird < birds; bird++) {
    const inside = (at: number) => at >= 0 && at < side;
    check(inside(x[bird]!) && inside(y[bird]!), 'every bird is on the plane');
    const length = Math.sqrt(vx[bird]! * vx[bird]! + vy[bird]! * vy[bird]!);
    check(Math.abs(length - 1) < 1e-15 * 4, `velocities have unit length; got ${length}`);
  }
}

/** The living have the energy to live, and grass grows within its time. */
export function checkWolfSheep(state: WolfSheepState): void {
  const { regrow, sheep, wolves, countdown } = state;
  check(
    sheep.every((energy) => energy >= 0.5),
    'sheep have energy',
  );
  check(
    wolves.every((energy) => energy >= 0),
    'wolves have energy',
  );
  check(
    [...countdown].every((left) => Number.isInteger(left) && left >= 0 && left <= regrow),
    'grass grows within its time',
  );
}
