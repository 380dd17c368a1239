import { canonicalJson, type JsonValue } from '../../framework/index.js';
import type { LibraryEntry } from '../../library/index.js';
import { crossChecks } from './checks.js';
import { parseTree } from './document.js';
import { checked } from './explain.js';
import { Guide } from './guide.js';
import { applyOverrides, type Override } from './overrides.js';
import { InvalidInput } from './problems.js';
import { type Scenario, scenarioGuide, scenarioSchema } from './scenario.js';

/**
 * A scenario that was resolved before, with other values in some places. Nothing else is laid over it.
 * @param file where it stands, for messages
 * @throws InvalidInput with every problem and its place
 */
export function changedScenario(scenario: object, overrides: readonly Override[], file: string): Scenario {
  const tree = treeWith(scenario, overrides, file);
  const result = checked(scenarioSchema, tree, scenarioGuide, file);
  const problems = 'problems' in result ? result.problems : crossChecks(result.value, tree, file);
  if ('problems' in result || problems.length > 0) throw new InvalidInput(problems);
  return result.value;
}

/** The same for the parameters of a model and its number of steps. */
export function changedModel(
  { scenario }: LibraryEntry,
  values: Readonly<Record<string, unknown>> & { readonly steps: number },
  overrides: readonly Override[],
  file: string,
): typeof values {
  const schema = scenario.schema.safeExtend({ steps: scenarioSchema.shape.steps.unwrap() });
  const tree = treeWith(values, overrides, file);
  const result = checked(schema, tree, new Guide(schema), file);
  if ('problems' in result) throw new InvalidInput(result.problems);
  return result.value as typeof values;
}

/** Paths at which two objects differ, with the values of the second; lists are compared as wholes. */
export function differences(before: object, after: object): [path: string, value: unknown][] {
  const [one, other] = [leaves(before), leaves(after)];
  const paths = [...new Set([...one.keys(), ...other.keys()])].sort();
  return paths.flatMap((path): [string, unknown][] =>
    same(one.get(path), other.get(path)) ? [] : [[path, other.get(path) ?? null]],
  );
}

const same = (one: unknown, other: unknown): boolean =>
  one === other || (one !== undefined && other !== undefined && text(one) === text(other));

const text = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value)) as JsonValue);

function leaves(
  of: object,
  path: readonly string[] = [],
  into = new Map<string, unknown>(),
): Map<string, unknown> {
  for (const [key, value] of Object.entries(of)) {
    const full = [...path, key];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) leaves(value, full, into);
    else if (value !== undefined) into.set(full.join('.'), value);
  }
  return into;
}

function treeWith(values: object, overrides: readonly Override[], file: string) {
  const tree = parseTree(JSON.stringify(values), file, 'scenario');
  applyOverrides(tree, overrides);
  return tree;
}
