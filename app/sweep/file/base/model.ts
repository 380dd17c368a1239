import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Storage } from '../../../../library/index.js';
import { inLibrary } from '../../../config/find-model.js';
import { type FoundModel, importModel, isModule, modelLoader, Tree } from '../../../config/index.js';
import { applyOverrides } from '../../../config/overrides.js';
import { codeOf } from '../../../run/code.js';
import type { Base, BaseRequest } from './base.js';
import { elsewhere } from './elsewhere.js';

/** The model that a sweep names, with what the sweep sets. */
export async function modelBase(named: string, request: BaseRequest): Promise<Base> {
  const { sweep, settings, overrides } = request;
  const found = await elsewhere(request, 'model', () => find(named, dirname(request.file)));
  const load = modelLoader(found, settings);
  const tree = new Tree();
  applyOverrides(tree, request.set);
  if (sweep.storage !== undefined) tree.set(['storage'], sweep.storage, request.tree.near(['storage'])!);
  const { file, entry } = found;
  return {
    subject: { kind: 'model', model: isModule(file) ? file : entry.name, storage: storageOf(request, found) },
    model: entry.name,
    code: codeOf(file),
    seed: undefined,
    resolve(changes) {
      const { parameters, steps, storage } = load(tree.copy(), [...overrides, ...changes]);
      const scenario = { steps, ...parameters };
      return { scenario, parameters: { ...scenario, storage } };
    },
  };
}

/** A module is looked for beside the sweep file. */
async function find(named: string, folder: string): Promise<FoundModel> {
  if (!isModule(named)) return inLibrary(named);
  const file = resolve(isAbsolute(named) ? named : join(folder, named));
  return { entry: await importModel(file), file };
}

/** Of the command line, else of the sweep, else the model's first; that the model has it, its schema says. */
function storageOf({ sweep, overrides }: BaseRequest, { entry }: FoundModel): Storage {
  const asked = overrides.findLast(({ path }) => path[0] === 'storage')?.value;
  return (asked ?? sweep.storage ?? entry.storages[0]) as Storage;
}
