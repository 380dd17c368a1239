import { expectTypeOf, it } from 'vitest';
import {
  Agent,
  type CellsState,
  type ContinuousSpace,
  type ContinuousState,
  DynamicNetwork,
  Grid,
  type GridOptions,
  type Item,
  type Mask,
  NetworkSpace,
  NodeSpace,
  type Point,
  PropertyLayer,
  type RandomCursor,
  Space,
} from '../../../framework/index.js';

class Bird extends Agent {
  readonly colour = 'red';
}
class Wolf extends Agent {
  readonly teeth = 42;
}

it('spaces hold rows where nothing is said, and what is said else', () => {
  expectTypeOf(new Grid({ size: [1] }).at).returns.toEqualTypeOf<number[]>();
  expectTypeOf<Grid<Bird>['neighbours']>().returns.toEqualTypeOf<Bird[]>();
  expectTypeOf<Grid<Bird>['firstAt']>().returns.toEqualTypeOf<Bird | undefined>();
  expectTypeOf<ContinuousSpace<Bird>['nearest']>().returns.toEqualTypeOf<Bird[]>();
  expectTypeOf<ReturnType<ContinuousSpace<Bird>['near']>['item']>().returns.toEqualTypeOf<Bird>();
  expectTypeOf<NodeSpace<Bird | Wolf>['place']>().parameter(0).toEqualTypeOf<Bird | Wolf>();
  expectTypeOf<Grid['randomEmpty']>().toEqualTypeOf<(random: RandomCursor) => number | undefined>();
});

it('places are of their space', () => {
  expectTypeOf<Grid['placeOf']>().returns.toEqualTypeOf<number | undefined>();
  expectTypeOf<ContinuousSpace['placeOf']>().returns.toEqualTypeOf<Point | undefined>();
  expectTypeOf<Grid>().toExtend<Space<number>>();
  expectTypeOf<ContinuousSpace<Bird>>().toExtend<Space<Point, Bird>>();
  expectTypeOf<Space<Point, Bird>['placeAtRandom']>().returns.toEqualTypeOf<Point>();
});

it('states go back where they came from', () => {
  expectTypeOf<Grid<Bird>['save']>().returns.toEqualTypeOf<CellsState>();
  expectTypeOf<ContinuousSpace['save']>().returns.toEqualTypeOf<ContinuousState>();
  expectTypeOf<Grid<Bird>['restore']>()
    .parameter(1)
    .toEqualTypeOf<((id: number) => Bird | undefined) | undefined>();
});

it('layers keep the type of their array', () => {
  const layer = new PropertyLayer(new Grid<Bird>({ size: [2, 2] }), Uint8Array);
  expectTypeOf(layer.values).toEqualTypeOf<Uint8Array<ArrayBuffer>>();
  expectTypeOf(layer.agg('sum')).toEqualTypeOf<number>();
  expectTypeOf(layer.agg('mean')).toEqualTypeOf<number | null>();
  expectTypeOf(layer.agg((values) => String(values.length))).toEqualTypeOf<string>();
  expectTypeOf(layer.where).returns.toEqualTypeOf<Mask>();
});

it('what does not fit does not compile', () => {
  expectTypeOf<'triangle'>().not.toExtend<GridOptions['metric']>();
  expectTypeOf<string>().not.toExtend<Item>();
  const grid = (birds: Grid<Bird>, wolf: Wolf) => {
    // @ts-expect-error a wolf is no bird
    birds.place(wolf, 0);
    // @ts-expect-error nor is a row
    birds.place(0, 0);
    // @ts-expect-error a place of a grid is a number
    birds.within([1, 2], 1);
    // @ts-expect-error chance is always given
    birds.randomEmpty();
    // @ts-expect-error a size is needed
    new Grid({ torus: true });
    // @ts-expect-error a network is no grid
    new NodeSpace(birds);
    new NodeSpace(NetworkSpace.full(3));
    new NodeSpace(new DynamicNetwork(3));
  };
  expectTypeOf(grid).toBeFunction();
  // @ts-expect-error four of five methods do not make a space
  class Line extends Space<number> {
    place(): void {}
    remove(): void {}
    placeOf(): number | undefined {
      return undefined;
    }
    within(): number[] {
      return [];
    }
  }
  expectTypeOf<Line>().toExtend<Space<number>>();
});
