import { counted } from '../counted.js';
import { drivenDevices } from './drivers.js';
import type { DeviceName } from './names.js';

/**
 * Pairs of directions (8 features) from which TensorFlow's faster products repay its start. Measured on two cores of
 * an AMD EPYC: it starts 0.3 s later than wasm and then saves about 9.4 ns a pair (204,800 pairs in 1.7 instead of
 * 2.6 ms, 3.3 million in 8.8 instead of 39 ms, 4.1 million in 9.7 instead of 49 ms). It also takes some 150 MB more.
 */
export const CROSSOVER = 32_000_000;

/** The devices in the order in which `auto` tries them, and why in that order. */
export function preference(comparisons: number | undefined): {
  readonly order: readonly DeviceName[];
  readonly why: string;
} {
  if (comparisons === undefined) return { order: drivenDevices, why: 'best that starts' };
  const about = `about ${round(comparisons)} comparisons`;
  if (comparisons >= CROSSOVER)
    return { order: drivenDevices, why: `best that starts; ${about} repay TensorFlow’s start` };
  const order: readonly DeviceName[] = ['wasm', 'cpu', 'tensorflow'];
  return comparisons === 0
    ? { order, why: 'nothing is left to TFJS that would repay TensorFlow’s start of 0.3 s' }
    : { order, why: `${about} are too few to repay TensorFlow’s start of 0.3 s` };
}

/** To two digits: an estimate is no more precise. */
const round = (count: number): string => counted(Number(count.toPrecision(2)));
