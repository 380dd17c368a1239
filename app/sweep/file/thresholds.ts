import type { Combination, Design } from '../../../framework/index.js';
import { nearest } from '../../../framework/nearest.js';
import { problemAt } from '../../config/explain.js';
import { formatPath, type Path, parsePath } from '../../config/path.js';
import type { Problem } from '../../config/problems.js';
import type { Tree } from '../../config/tree.js';
import { matches, parseThreshold, type Threshold } from '../thresholds/index.js';
import { isJson } from './names.js';
import type { SweepFile } from './schema.js';

/**
 * The thresholds of a file.
 * @param figures names that outcomes can have; undefined where only a run knows them
 */
export function thresholdsOf(
  { thresholds }: SweepFile,
  designs: readonly Design[],
  figures: readonly string[] | undefined,
  tree: Tree,
  file: string,
): { readonly thresholds: Threshold[]; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  const report = (path: Path, message: string, remedy?: string) =>
    problems.push(problemAt(tree, path, file, message, remedy));
  const read = thresholds.flatMap((each, index): Threshold[] => {
    const whole: Path = ['thresholds', index];
    const at = typeof each === 'string' ? whole : [...whole, 'check'];
    const parsed = parseThreshold(typeof each === 'string' ? each : each.check);
    if (typeof parsed === 'string') {
      report(at, parsed);
      return [];
    }
    if (figures !== undefined && !figures.includes(parsed.figure)) {
      const meant = nearest(parsed.figure, figures);
      const known = `figures are ${figures.join(', ')}`;
      report(
        at,
        `no outcome ${parsed.figure}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
        known,
      );
    }
    const where = typeof each === 'string' ? {} : whereOf(each.where ?? {});
    if (!isJson(where) || !designs.some(({ values }) => matches(values, where)))
      report([...whole, 'where'], 'no design has these values', 'write paths and values as the sections do');
    return [{ ...parsed, where }];
  });
  return { thresholds: read, problems };
}

const whereOf = (where: Readonly<Record<string, unknown>>): Combination =>
  Object.fromEntries(
    Object.entries(where).map(([text, value]) => {
      const path = parsePath(text);
      return [path === undefined ? text : formatPath(path), value];
    }),
  ) as Combination;
