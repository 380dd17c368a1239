import type { ForestFit } from '../kernels.js';
import { MOST_ROWS, MOST_TREES } from './draws.js';
import { heightOf, LARGEST_SUBSAMPLE } from './path.js';

/** What every implementation of `Kernels.forestFit` asks of a job. @throws RangeError */
export function checkFit({ forests, groups, subsample }: ForestFit): void {
  const { trees, height, features } = forests;
  if (!Number.isInteger(subsample) || subsample < 2 || subsample > LARGEST_SUBSAMPLE) {
    throw new RangeError(`A subsample holds 2 … ${LARGEST_SUBSAMPLE} rows; got ${subsample}`);
  }
  if (height !== heightOf(subsample)) {
    throw new RangeError(
      `A subsample of ${subsample} rows makes trees of height ${heightOf(subsample)}; got ${height}`,
    );
  }
  if (trees > MOST_TREES) throw new RangeError(`A forest has at most ${MOST_TREES} trees; got ${trees}`);
  if (features > 0x10000) throw new RangeError(`A record has at most 65536 features; got ${features}`);
  for (const length of groups.lengths) {
    if (length > MOST_ROWS) {
      throw new RangeError(`A forest is fitted on at most ${MOST_ROWS} rows; got ${length}`);
    }
  }
}
