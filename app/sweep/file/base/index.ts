import { placeOf } from '../../../config/origin.js';
import { InvalidInput } from '../../../config/problems.js';
import type { Base, BaseRequest } from './base.js';
import { modelBase } from './model.js';
import { scenarioBase } from './scenario.js';

export type { Base, ResolvedBase } from './base.js';

/** What a sweep's designs change. @throws InvalidInput where it names neither a scenario nor a model, or both */
export async function openBase(request: BaseRequest): Promise<Base> {
  const { scenario, model, storage } = request.sweep;
  const refuse = (key: string, message: string, remedy: string): never => {
    const origin = request.tree.near([key], 'key');
    const place = origin === undefined ? request.file : placeOf(origin);
    throw new InvalidInput([{ place, path: key, message, remedy }]);
  };
  if (model !== undefined)
    return scenario === undefined
      ? modelBase(model, request)
      : refuse('model', 'a scenario and a model are given; a sweep runs one', 'remove one of the two');
  if (storage !== undefined) return refuse('storage', 'a scenario has no storage', 'remove it');
  return scenario === undefined
    ? refuse('scenario', 'nothing is named that could be run', 'add `scenario: FILE.yaml`, or `model: NAME`')
    : scenarioBase(scenario, request);
}
