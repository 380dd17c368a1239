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
export const shown = <Of>(views: readonly Placed<Of>[], which: number): Placed<Of> | undefined =>
  views[which % Math.max(1, views.length)];

/** The tabs that there is something for, each with its title; a key of its number selects it. */
export function tabsOf(state: State): { readonly tab: Tab; readonly title: string }[] {
  const feed = shown(feedsOf(state), state.feed);
  const tabs: { tab: Tab; title: string }[] = [{ tab: 'overview', title: 'Overview' }];
  if (chartsOf(state).length > 0) tabs.push({ tab: 'charts', title: 'Charts' });
  if (mapsOf(state).length > 0) tabs.push({ tab: 'map', title: 'Map' });
  if (feed !== undefined) tabs.push({ tab: 'feed', title: feed.view.title });
  tabs.push({ tab: 'log', title: 'Log' }, { tab: 'runs', title: 'Runs' });
  if ((state.current?.begin.inspectable ?? 0) > 0) tabs.push({ tab: 'agent', title: 'Agent' });
  return tabs;
}
