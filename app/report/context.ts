import type { Design } from '../../framework/index.js';
import type { Factor, Grouping, Measures } from './choose/index.js';
import type { Drawing } from './drawing.js';
import type { ModelRows, ReportedSweep } from './read/index.js';
import type { Resampling } from './statistics/index.js';

/** All that the sections of a report work with. */
export interface Context extends ReportedSweep {
  readonly designs: readonly Design[];
  readonly factors: readonly Factor[];
  readonly measures: Measures;
  /** Ways of dividing the designs, most telling first. */
  readonly groupings: readonly Grouping[];
  /** Draws of seeds, the same for every interval. */
  readonly resampling: Resampling;
  /** What runs collected at their steps; undefined where nothing was kept. */
  readonly rows: ModelRows | undefined;
  readonly drawing: Drawing;
  /** What differences are taken from: a design by label or index, or a level as `path=value`; undefined for a choice by rule. */
  readonly baseline: string | undefined;
}
