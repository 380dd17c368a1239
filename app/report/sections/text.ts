import type { Measure } from '../choose/index.js';
import { figure, type Html, html, NONE } from '../page/index.js';
import type { Estimate } from '../statistics/index.js';

/** A mean with its interval below. */
export const estimated = (estimate: Estimate | undefined): Html =>
  estimate === undefined
    ? html`${NONE}`
    : html`${figure(estimate.mean)}<span class="range">${rangeOf(estimate)}</span>`;

/** `0.61 to 0.64`; empty where one run says nothing about spread. */
export const rangeOf = ({ low, high }: Pick<Estimate, 'low' | 'high'>): string =>
  low === null || high === null ? '' : `${figure(low)} to ${figure(high)}`;

/** `Higher is better.` */
export const direction = ({ better }: Pick<Measure, 'better'>): string | undefined =>
  better === undefined ? undefined : `${better} is better`;

/** An estimate in a sentence: `0.61 (0.60 to 0.64)`. */
export const inWords = (estimate: Estimate | undefined): string =>
  estimate === undefined
    ? 'no value'
    : `${figure(estimate.mean)}${estimate.low === null ? '' : ` (${rangeOf(estimate)})`}`;

/** A list in parts of about one length, none longer than `most`: columns of tables that are no wider than the page. */
export function parted<T>(list: readonly T[], most: number): readonly (readonly T[])[] {
  const count = Math.ceil(list.length / most);
  const size = Math.ceil(list.length / count);
  return Array.from({ length: count }, (_, i) => list.slice(i * size, (i + 1) * size));
}
