import type { ViewShape } from '../../protocol.js';
import type { State, Tab } from './state.js';

export type Shape<Kind extends ViewShape['kind']> = Extract<ViewShape, { kind: Kind }>;
export type MapShape = Shape<'network'> | Extract<ViewShape, { kind: 'grid' | 'plane' }>;

/** A view and its place among all of the model's. */
export interface Placed<Of> {
  readonly view: Of;
  readonly index: number;
}

export const chartsOf = (state: State): Placed<Shape<'chart'>>[] =>
  placed(state, (view): view is Shape<'chart'> => view.kind === 'chart');

export const feedsOf = (state: State): Placed<Shape<'feed'>>[] =>
  placed(state, (view): view is Shape<'feed'> => view.kind === 'feed');

export const mapsOf = (state: State): Placed<MapShape>[] =>
  placed(state, (view): view is MapShape => view.kind !== 'chart' && view.kind !== 'feed');

function placed<Of extends ViewShape>(state: State, is: (view: ViewShape) => view is Of): Placed<Of>[] {
  return (state.current?.begin.views ?? []).flatMap((view, index) => (is(view) ? [{ view, index }] : []));
}

/** The map or feed that is shown. */
export const chosen = <Of>(views: readonly Placed<Of>[], which: number): Placed<Of> | undefined =>
  views[which % Math.max(1, views.length)];

/** A tab, and the key that opens it. */
interface TabTitle {
  readonly tab: Tab;
  /** The same for every model: what a model has nothing for leaves a gap. */
  readonly number: number;
  readonly title: string;
}

/** The tabs that there is something for. */
export function tabsOf(state: State): TabTitle[] {
  const feed = chosen(feedsOf(state), state.feed);
  const { begin, inspectable = 0 } = state.current ?? {};
  const tabs: [tab: Tab, title: string, has: boolean][] = [
    ['overview', 'Overview', true],
    ['charts', 'Charts', chartsOf(state).length > 0],
    ['map', 'Map', mapsOf(state).length > 0],
    ['feed', feed?.view.title ?? '', feed !== undefined],
    ['log', 'Log', true],
    ['runs', 'Runs', true],
    // It stays where all have died.
    ['agent', 'Agent', Math.max(begin?.inspectable ?? 0, inspectable) > 0],
  ];
  return tabs.flatMap(([tab, title, has], at) => (has ? [{ tab, title, number: at + 1 }] : []));
}
