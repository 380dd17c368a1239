import { dirname, isAbsolute, join, resolve } from 'node:path';
import { readDocument, resolveScenario, type Tree } from '../../../config/index.js';
import { placeOf } from '../../../config/origin.js';
import { applyOverrides } from '../../../config/overrides.js';
import type { Base, BaseRequest } from './base.js';
import { elsewhere } from './elsewhere.js';

/** The scenario file that a sweep names, with what the sweep sets in it. */
export function scenarioBase(named: string, request: BaseRequest): Base {
  const { settings, overrides, warn } = request;
  const file = isAbsolute(named) ? named : join(dirname(request.file), named);
  const tree = elsewhere(request, 'scenario', () => readDocument(file, 'scenario'));
  leaveOut(tree, warn);
  applyOverrides(tree, request.set);
  const path = ['seed'];
  return {
    subject: { kind: 'scenario', folder: dirname(resolve(file)) },
    model: 'security',
    code: undefined,
    seed: tree.has(path) ? { path, value: tree.get(path), origin: tree.near(path)! } : undefined,
    resolve(changes) {
      const all = [...overrides, ...changes];
      const { scenario } = resolveScenario(tree.copy(), file, settings, all, warn);
      const { name, description, seed, arms, replications, model, ...parameters } = scenario;
      return { scenario: { name, model, replications: 1, ...parameters }, parameters };
    },
  };
}

/** Arms and replications are a sweep's own to say. */
function leaveOut(tree: Tree, warn: (line: string) => void): void {
  const own = ['arms', 'replications'].filter((key) => tree.has([key]));
  if (own.length === 0) return;
  const place = placeOf(tree.near([own[0]!], 'key')!);
  warn(
    `${place}: ${own.join(' and ')} of the base ${own.length === 1 ? 'is' : 'are'} not used: in the sweep, vary sharing under matrix and set replications`,
  );
  for (const key of own) delete tree.value[key];
}
