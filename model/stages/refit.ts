import type { Cycle, Fitting } from '../cycle.js';
import { slabs } from './matches.js';
import { reviewVetoes } from './vetoes.js';
import { remember } from './window.js';

/** Nodes that are up and due (by the clock, or because they learned) fit their forests anew on their windows. */
export async function refit(cycle: Cycle, step: number, learners: ReadonlySet<number>): Promise<void> {
  const { parameters, nodes, reachability, records } = cycle;
  const { every, onAccept } = parameters.detector.refit;
  const byClock = every > 0 && (step + 1) % every === 0;
  const due = records.up.filter(
    (node) =>
      nodes.columns.windowCount[node]! >= parameters.detector.subsample &&
      (byClock || nodes.columns.fitted[node] === 0 || (onAccept && learners.has(node))),
  );
  if (due.length === 0) return;
  await fitForests(cycle, due, step + 1);
  const isDue = new Set(due);
  for (const component of reachability.components) {
    await reviewVetoes(
      cycle,
      component,
      component.members.filter((node) => isDue.has(node)),
      step,
    );
  }
}

/**
 * Fits the forests of these nodes and sets their bounds: a record is flagged above the (1 − contamination) quantile
 * of the window's scores, or above the fixed threshold, and suspect above the `suspect` quantile.
 *
 * @param draw the step that addresses the random draws: 0 for the warm-up
 */
export async function fitForests(cycle: Fitting, due: Uint32Array, draw: number): Promise<void> {
  const { kernels, nodes, forests, parameters, limits, random, counters } = cycle;
  const { window, windowCount, windowPath, windowSuspect, flagBound, suspectBound, fitted } = nodes.columns;
  const { window: capacity, subsample } = parameters.detector;
  const groups = slabs(due, capacity, windowCount);
  await kernels.forestFit({
    forests,
    records: window,
    groups,
    subsample,
    key: random.key,
    stream: random.stream('forest').id,
    step: draw,
    pathLengths: windowPath,
  });
  const shares = [limits.contamination, limits.suspect];
  const bounds = new Uint32Array(due.length * shares.length);
  await kernels.pathBounds({ pathSums: windowPath, groups, shares, out: bounds });
  for (const [i, node] of due.entries()) {
    flagBound[node] = limits.flag ?? bounds[i * shares.length]!;
    suspectBound[node] = bounds[i * shares.length + 1]!;
    fitted[node] = 1;
  }
  await kernels.mark({
    values: windowPath,
    groups,
    bounds: due.map((node) => suspectBound[node]!),
    side: 'below',
    out: windowSuspect,
  });
  counters.add('fits', due.length);
}

/** Nodes that share nothing take in their own unflagged records and refit by the clock. */
export async function learnAlone(cycle: Cycle, step: number): Promise<void> {
  await remember(cycle);
  await refit(cycle, step, new Set());
}
