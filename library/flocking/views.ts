import type { Views } from '../../framework/index.js';
import type { FlockingColumns } from './columns.js';
import type { Flocking } from './objects.js';

export interface BirdView {
  readonly x: number;
  readonly y: number;
  /** Velocity, of length 1. */
  readonly vx: number;
  readonly vy: number;
}

/** Every bird, in order of id. */
export function birdsOf(model: Flocking | FlockingColumns): BirdView[] {
  if ('get' in model.birds && 'columns' in model.birds) {
    const { x, y } = (model as FlockingColumns).plane;
    const { velocity } = model.birds.columns;
    return model.birds.map((i) => ({ x: x[i]!, y: y[i]!, vx: velocity[2 * i]!, vy: velocity[2 * i + 1]! }));
  }
  const { plane, birds } = model as Flocking;
  return birds.map((bird) => ({ x: plane.xOf(bird), y: plane.yOf(bird), vx: bird.vx, vy: bird.vy }));
}

/** What there is to see: where the birds are, how far they fly the same way, and each bird. */
export function viewsOf(model: Flocking | FlockingColumns): Views {
  const { side } = model.parameters;
  return {
    views: [
      {
        kind: 'plane',
        title: 'Birds',
        legend: [{ label: 'bird', tone: 'calm', glyph: '•', ascii: 'v', rank: 1 }],
        width: side,
        height: side,
        points() {
          const birds = birdsOf(model);
          return {
            x: Float32Array.from(birds, ({ x }) => x),
            y: Float32Array.from(birds, ({ y }) => y),
            states: new Uint8Array(birds.length),
          };
        },
      },
      {
        kind: 'chart',
        title: 'Polarisation',
        low: 0,
        high: 1,
        series: [{ name: 'all one way', tone: 'accent', value: () => model.polarisation }],
      },
    ],
    inspector: {
      agents: model.size,
      nameOf: (id) => `bird ${id}`,
      describe(id) {
        const figures = Object.entries(birdsOf(model)[id]!);
        return [
          { title: 'Bird', figures: figures.map(([name, value]) => [name, value.toFixed(3)] as const) },
        ];
      },
    },
  };
}
