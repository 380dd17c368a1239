import type { ParametersOf } from '../../framework/index.js';
import type { FlockingScenario } from '../../library/index.js';
import { Sfc32 } from './sfc32.js';

/** The parameters of the library's model, and how many steps. */
export type FlockingJob = ParametersOf<typeof FlockingScenario> & { readonly steps: number };

export interface FlockingResult {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Directions, of length 1. */
  readonly vx: Float64Array;
  readonly vy: Float64Array;
}

/** Reynolds' boids on typed arrays, without a framework: rules in library/flocking/README.md. */
export function flocking(job: FlockingJob, seed: number): FlockingResult {
  const { side, birds, vision, speed, separation, cohere, separate, match, steps } = job;
  const random = new Sfc32(seed);
  const x = new Float64Array(birds);
  const y = new Float64Array(birds);
  const vx = new Float64Array(birds);
  const vy = new Float64Array(birds);
  const order = Int32Array.from({ length: birds }, (_, bird) => bird);
  // Birds of a cell are a linked list. Cells are no smaller than the vision, so neighbours lie in nine of them, and
  // there are at least three on a side, so that the nine differ.
  const across = Math.floor(side / vision);
  if (across < 3) throw new RangeError(`a side of ${side} is less than three times the vision of ${vision}`);
  const scale = across / side;
  const first = new Int32Array(across * across).fill(-1);
  const next = new Int32Array(birds);
  const cellOf = new Int32Array(birds);
  const cellAt = (px: number, py: number) =>
    Math.min(across - 1, Math.floor(py * scale)) * across + Math.min(across - 1, Math.floor(px * scale));
  for (let bird = 0; bird < birds; bird++) {
    x[bird] = random.float() * side;
    y[bird] = random.float() * side;
    const angle = random.float() * 2 * Math.PI;
    vx[bird] = Math.cos(angle);
    vy[bird] = Math.sin(angle);
    const cell = cellAt(x[bird]!, y[bird]!);
    cellOf[bird] = cell;
    next[bird] = first[cell]!;
    first[cell] = bird;
  }

  const half = side / 2;
  const reach = vision * vision;
  const close = separation * separation;
  for (let step = 0; step < steps; step++) {
    random.shuffle(order);
    for (let turn = 0; turn < birds; turn++) {
      const bird = order[turn]!;
      const px = x[bird]!;
      const py = y[bird]!;
      const cell = cellOf[bird]!;
      const column = cell % across;
      const row = (cell - column) / across;
      let count = 0;
      let cx = 0;
      let cy = 0;
      let sx = 0;
      let sy = 0;
      let mx = 0;
      let my = 0;
      for (let dy = -1; dy <= 1; dy++) {
        const line = ((row + dy + across) % across) * across;
        for (let dx = -1; dx <= 1; dx++) {
          for (
            let other = first[line + ((column + dx + across) % across)]!;
            other >= 0;
            other = next[other]!
          ) {
            if (other === bird) continue;
            let hx = x[other]! - px;
            let hy = y[other]! - py;
            if (hx > half) hx -= side;
            else if (hx < -half) hx += side;
            if (hy > half) hy -= side;
            else if (hy < -half) hy += side;
            const square = hx * hx + hy * hy;
            if (square > reach) continue;
            count++;
            cx += hx;
            cy += hy;
            mx += vx[other]!;
            my += vy[other]!;
            if (square < close) {
              sx -= hx;
              sy -= hy;
            }
          }
        }
      }
      let ux = vx[bird]!;
      let uy = vy[bird]!;
      if (count > 0) {
        ux += (cx * cohere + sx * separate + mx * match) / count;
        uy += (cy * cohere + sy * separate + my * match) / count;
        const length = Math.sqrt(ux * ux + uy * uy);
        if (length > 0) {
          ux /= length;
          uy /= length;
          vx[bird] = ux;
          vy[bird] = uy;
        } else {
          ux = vx[bird]!;
          uy = vy[bird]!;
        }
      }
      let qx = px + speed * ux;
      let qy = py + speed * uy;
      if (qx < 0) qx += side;
      if (qx >= side) qx -= side;
      if (qy < 0) qy += side;
      if (qy >= side) qy -= side;
      x[bird] = qx;
      y[bird] = qy;
      const target = cellAt(qx, qy);
      if (target === cell) continue;
      if (first[cell] === bird) first[cell] = next[bird]!;
      else {
        let before = first[cell]!;
        while (next[before] !== bird) before = next[before]!;
        next[before] = next[bird]!;
      }
      next[bird] = first[target]!;
      first[target] = bird;
      cellOf[bird] = target;
    }
  }
  return { x, y, vx, vy };
}
