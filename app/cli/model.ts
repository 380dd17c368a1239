import { StarlingError } from '../../framework/errors.js';
import { type FoundModel, isModule, loadModel } from '../config/index.js';
import { wideNursery } from './nursery.js';
import { settingsOf } from './options.js';
import { result, warn } from './output.js';
import { type RunOptions, runOverrides } from './run-options.js';
import { watching } from './watching.js';

/** `starling run MODEL`. */
export async function runModel(model: FoundModel, options: RunOptions): Promise<void> {
  const overrides = runOverrides(options);
  const settings = settingsOf(options, warn, overrides);
  const loaded = loadModel(model, settings, overrides);
  wideNursery();
  const { executeModel } = await import('../run/model.js');
  const { modelText } = await import('../run/model-text.js');
  const { out, verbose = false, trace = false } = options;
  let text = '';
  const code = await watching(model.entry.name, options, async (watch, signal) => {
    const run = await executeModel({ loaded, settings, watch, signal, out, verbose, trace }).catch(
      (error: unknown) => {
        throw isModule(model.file) ? ofModule(error, model.file) : error;
      },
    );
    text = options.json === true ? JSON.stringify(run.json, null, 2) : `${modelText(run)}\n`;
  });
  result(text);
  if (code !== undefined) process.exitCode = code;
}

/** What a model of the user's own threw is no fault of Starling. */
export function ofModule(error: unknown, file: string): unknown {
  if (error instanceof StarlingError) return error;
  const said = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  return new StarlingError(`the model failed: ${said}`, { place: file, cause: error });
}
