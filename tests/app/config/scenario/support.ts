import {
  InvalidInput,
  loadSettings,
  type Override,
  parseTree,
  resolveScenario,
} from '../../../../app/config/index.js';
import { inRepository } from '../../starling.js';

export const settings = loadSettings({ config: inRepository('config.yaml'), variables: {} });

/** A scenario of this text, with the defaults and the settings of the repository. */
export const load = (text: string, overrides: readonly Override[] = []) =>
  resolveScenario(parseTree(text, 'a.yaml', 'scenario'), 'a.yaml', settings, overrides);

/** Place, path and message of every problem. */
export function problems(text: string, overrides: readonly Override[] = []): string[] {
  try {
    load(text, overrides);
  } catch (error) {
    if (error instanceof InvalidInput) {
      return error.problems.map(
        ({ place, path, message, remedy }) => `${place} ${path}: ${message} | ${remedy}`,
      );
    }
    throw error;
  }
  return [];
}
