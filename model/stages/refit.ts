import { quantileBounds } from '../../kernels/index.js';
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
  await kernels.forestFit({
    forests,
    records: window,
    groups: slabs(due, capacity, windowCount),
    subsample,
    key: random.key,
    stream: random.stream('forest').id,
    step: draw,
    pathLengths: windowPath,
  });
  const shares = [limits.contamination, limits.suspect];
  for (const node of due) {
    const first = node * capacity;
    const paths = windowPath.subarray(first, first + windowCount[node]!);
    const [flag, suspect] = quantileBounds(paths, shares);
    flagBound[node] = limits.flag ?? flag!;
    suspectBound[node] = suspect!;
    for (let i = 0; i < paths.length; i++) windowSuspect[first + i] = paths[i]! < suspect! ? 1 : 0;
    fitted[node] = 1;
  }
  counters.add('fits', due.length);
}

/** Nodes that share nothing take in their own unflagged records and refit by the clock. */
export async function learnAlone(cycle: Cycle, step: number): Promise<void> {
  await remember(cycle);
  await refit(cycle, step, new Set());
}
