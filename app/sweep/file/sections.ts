import {
  type Combination,
  type DesignPlan,
  type DesignValue,
  planFaults,
  type SampledParameter,
} from '../../../framework/index.js';
import { problemAt } from '../../config/explain.js';
import { formatPath, type Path, parsePath } from '../../config/path.js';
import type { Problem } from '../../config/problems.js';
import type { Tree } from '../../config/tree.js';
import { isJson, refusal } from './names.js';
import { Places } from './places.js';
import type { SweepFile } from './schema.js';

/** What a file varies, with the places of its values. */
export interface Sections {
  /** The parameters by their paths in one spelling. */
  readonly plan: DesignPlan;
  readonly set: Combination;
  readonly places: Places;
  readonly problems: readonly Problem[];
}

/** Reads `set` and the sections that make designs; what is wrong with their paths and their shape is told with its place. */
export function sectionsOf(sweep: SweepFile, tree: Tree, file: string): Sections {
  const problems: Problem[] = [];
  const places = new Places();
  const report = (path: Path, message: string, remedy?: string) =>
    problems.push(problemAt(tree, path, file, message, remedy));

  /** Paths in one spelling; `values` lists what a parameter has, each with where it stands. */
  function named<T>(
    group: Readonly<Record<string, T>>,
    at: Path,
    values: (of: T, at: Path) => readonly (readonly [DesignValue | undefined, Path])[],
  ): Record<string, T> {
    const taken = new Set<string>();
    const entries = Object.entries(group).flatMap(([text, of]): [string, T][] => {
      const here = [...at, text];
      const path = parsePath(text);
      const refused = refusal(path, sweep.scenario !== undefined);
      if (path === undefined || refused !== undefined) {
        report(here, ...(refused ?? NO_PATH));
        return [];
      }
      const name = formatPath(path);
      if (taken.has(name)) report(here, `${name} is here twice`, 'keep one of the two');
      taken.add(name);
      for (const [value, place] of values(of, here)) {
        if (!isJson(value)) report(place, 'a number that is not finite', 'write a number that JSON has');
        places.note(name, value, tree.near(place));
      }
      return [[name, of]];
    });
    return Object.fromEntries(entries);
  }
  const combination = (group: Readonly<Record<string, unknown>>, at: Path): Combination =>
    named(group as Combination, at, (value, here) => [[value, here]]);
  const lists = (group: Readonly<Record<string, unknown>>, at: Path) =>
    named(group as Readonly<Record<string, readonly DesignValue[]>>, at, (values, here) =>
      values.map((value, index) => [value, [...here, index]] as const),
    );
  const combinations = (list: readonly Readonly<Record<string, unknown>>[] | undefined, at: Path) =>
    (list ?? []).map((each, index) => combination(each, [...at, index]));

  const drawn = (parameters: NonNullable<SweepFile['sample']>['parameters']) =>
    named(parameters as Readonly<Record<string, SampledParameter>>, ['sample', 'parameters'], (of, here) =>
      (of.values ?? [undefined]).map((value) => [value, here] as const),
    );

  const { matrix, zip, list, sample } = sweep;
  const set = combination(sweep.set, ['set']);
  const { include, exclude, ...factors } = matrix ?? {};
  const plan: DesignPlan = {
    ...(matrix === undefined
      ? {}
      : {
          matrix: {
            factors: lists(factors, ['matrix']),
            include: combinations(include, ['matrix', 'include']),
            exclude: combinations(exclude, ['matrix', 'exclude']),
          },
        }),
    ...(zip === undefined ? {} : { zip: lists(zip, ['zip']) }),
    ...(list === undefined ? {} : { list: combinations(list, ['list']) }),
    ...(sample === undefined ? {} : { sample: { ...sample, parameters: drawn(sample.parameters) } }),
  };
  if (problems.length === 0)
    for (const { path, message, hint } of planFaults(plan)) report(path, message, hint);
  return { plan, set, places, problems };
}

const NO_PATH = ['this is no path of a parameter', 'write it as `detector.trees`'] as const;
