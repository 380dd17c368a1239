import { counted } from '../../../framework/experiment/design/index.js';
import { countDesigns, type DesignPlan } from '../../../framework/index.js';
import { problemAt } from '../../config/explain.js';
import type { Problem } from '../../config/problems.js';
import type { Tree } from '../../config/tree.js';
import type { SweepFile } from './schema.js';

/** A product that nobody meant is told, with its size, before anything is made of it. */
export function tooMany(plan: DesignPlan, sweep: SweepFile, tree: Tree, file: string): Problem[] {
  const { count, parts } = countDesigns(plan);
  const { replications, limits } = sweep;
  const runs = count * replications;
  if (runs <= limits.runs) return [];
  const designs = `${counted(count)} designs${parts.includes('×') ? ` (${parts})` : ''}`;
  const message = `${designs} × ${counted(replications)} replications are ${counted(runs)} runs; at most ${counted(limits.runs)}`;
  return [problemAt(tree, ['limits', 'runs'], file, message, 'vary less, or raise limits.runs')];
}
