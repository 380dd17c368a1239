import { rateOf } from '../../../pace.js';
import { CELL_STATES, type CellState, cellState, type FailureLine } from '../../../sweep-protocol.js';
import { RANKS } from '../legend.js';
import type { Figure, SweepState } from './state.js';

/** Runs that have come to an end, one way or another. */
export const ended = (counts: readonly number[]): number =>
  number(counts, 'done') + number(counts, 'retried') + number(counts, 'failed');

export const number = (counts: readonly number[], state: CellState): number => counts[cellState(state)]!;

/** Runs a minute over the last minute; undefined before any. */
export function rateIn({ marks }: SweepState): number | undefined {
  const rate = rateOf(marks);
  return rate === undefined || rate === 0 ? undefined : rate * 60;
}

/** Seconds that the sweep has been driven for: as heard, and what has gone by since. */
export const elapsedIn = ({ phase, elapsed, now, heard }: SweepState): number =>
  phase === 'running' || phase === 'draining' ? elapsed + Math.max(0, now - heard) : elapsed;

export const replicationsOf = ({ sweep }: SweepState): number => Math.max(1, sweep?.replications ?? 1);

export const designOf = (state: SweepState, cell: number): number => Math.floor(cell / replicationsOf(state));

export const stateAt = ({ cells }: SweepState, cell: number): CellState => CELL_STATES[cells[cell] ?? 0]!;

/** What is searched for: parts of labels, and states, of which a run is to have one. */
export interface Filter {
  readonly parts: readonly string[];
  readonly states: ReadonlySet<number>;
}

/** Letters of a state's name that tell it from part of a label. */
const TELLING = 4;

/** The words of a search; those that begin the name of a state are that. */
export function filterOf(text: string): Filter {
  const parts: string[] = [];
  const states = new Set<number>();
  for (const word of text.toLowerCase().split(/\s+/).filter(Boolean)) {
    const at = CELL_STATES.findIndex((name) => name.startsWith(word) && word.length >= TELLING);
    if (at < 0) parts.push(word);
    else states.add(at);
  }
  return { parts, states };
}

/** The last answer for labels, which never change in a sweep. */
const SHOWN = new WeakMap<object, { readonly text: string; readonly found: readonly number[] }>();

const NONE: readonly string[] = [];

/** Designs whose labels hold what is searched for, in their order. */
export function shownDesigns({ sweep, search }: SweepState): readonly number[] {
  const labels = sweep?.labels ?? NONE;
  const text = filterOf(search.sweep).parts.join(' ');
  const known = SHOWN.get(labels);
  if (known?.text === text) return known.found;
  const parts = text === '' ? [] : text.split(' ');
  const found: number[] = [];
  labels.forEach((label, design) => {
    const low = parts.length === 0 ? '' : label.toLowerCase();
    if (parts.every((part) => low.includes(part))) found.push(design);
  });
  SHOWN.set(labels, { text, found });
  return found;
}

/** Failures, those that were given up first, and of each kind the latest first. */
export function failuresOf(state: SweepState): readonly FailureLine[] {
  const { parts } = filterOf(state.search.sweep);
  const words = ({ cell, reason, message, seed }: FailureLine) =>
    `${state.sweep?.labels[designOf(state, cell)]} ${reason} ${message} ${seed}`.toLowerCase();
  const all = [...state.failures.values()].reverse();
  const found = parts.length === 0 ? all : all.filter((one) => parts.every((p) => words(one).includes(p)));
  const given = ({ cell }: FailureLine) => stateAt(state, cell) === 'failed';
  return [...found.filter(given), ...found.filter((one) => !given(one))];
}

/** How the runs of a design stand. */
export interface DesignLine {
  readonly design: number;
  /** [states] */
  readonly counts: readonly number[];
  readonly figures: readonly Figure[] | undefined;
}

export function designLine(state: SweepState, design: number): DesignLine {
  const counts = CELL_STATES.map(() => 0);
  const all = replicationsOf(state);
  for (let r = 0; r < all; r++) counts[state.cells[design * all + r]!]!++;
  return { design, counts, figures: state.figures.designs.get(design) };
}

/** Designs that are shown, in the order that was asked for; what has no figure comes last. */
export function orderedDesigns(state: SweepState): readonly number[] {
  const { column, down } = state.order;
  const shown = shownDesigns(state);
  const { states } = filterOf(state.search.sweep);
  const found =
    states.size === 0
      ? shown
      : shown.filter((design) => designLine(state, design).counts.some((n, s) => n > 0 && states.has(s)));
  if (column === 0) return down ? [...found].reverse() : found;
  const key = (design: number): number => {
    if (column > COUNTED.length)
      return state.figures.designs.get(design)?.[column - COUNTED.length - 1]?.mean ?? Number.NaN;
    return COUNTED[column - 1]!(designLine(state, design).counts);
  };
  const keyed = found.map((design) => [design, key(design)] as const);
  const way = down ? -1 : 1;
  keyed.sort(([a, x], [b, y]) => {
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return way * (x - y) || a - b;
  });
  return keyed.map(([design]) => design);
}

/** Columns of counts that designs can be ordered by. */
const COUNTED: readonly ((counts: readonly number[]) => number)[] = [
  ended,
  (counts) => number(counts, 'failed'),
];

/** Columns that designs can be ordered by: their own order, counts, outcomes. */
export const orders = ({ figures }: SweepState): number => 1 + COUNTED.length + figures.outcomes.length;

/** The most urgent run of a design: the first of the highest rank. */
export function urgentOf(state: SweepState, design: number): number {
  const all = replicationsOf(state);
  let best = design * all;
  for (let cell = best; cell < (design + 1) * all; cell++) {
    if (RANKS[state.cells[cell]!]! > RANKS[state.cells[best]!]!) best = cell;
  }
  return best;
}
