import { dirname, join, resolve } from 'node:path';
import type { Model } from '../../framework/index.js';
import type { Kernels } from '../../kernels/index.js';
import { runSecurity } from '../../model/run.js';
import { dataFolder } from '../run/data-folder.js';
import { parametersOf } from '../run/single.js';
import { sinksFor } from '../run/sinks.js';
import type { Beginning } from './beginning.js';
import type { ModelRun, SecurityRun } from './recorded.js';

export interface RepeatRequest {
  readonly what: SecurityRun | ModelRun;
  /** Name of the scenario's file, as the manifest has it. */
  readonly file: string;
  /** Where it writes what the recorded run wrote. */
  readonly folder: string;
  /** Of the security model alone. */
  readonly kernels: Kernels | undefined;
  /** What it goes on from, in the folder already; undefined where it begins at its start. */
  readonly beginning: Beginning | undefined;
  /** Steps to do; those of the scenario where undefined. */
  readonly steps: number | undefined;
  /** Told of the model before its first step, and of the steps that it is to do. */
  readonly watch: (model: Model, steps: number | undefined) => void;
  readonly signal: AbortSignal;
  readonly gate?: () => Promise<void> | undefined;
}

/** How a repetition ended. */
export interface Repeated {
  readonly steps: number;
  /** Null where it failed. */
  readonly digest: string | null;
  /** What it failed with. */
  readonly error: unknown;
}

/** Where a repetition's ledger is. */
export const ledgerIn = (folder: string): string => join(folder, 'ledger.db');

/** Runs something that was run before again, into another folder. It never throws what the model throws. */
export async function repeat(request: RepeatRequest): Promise<Repeated> {
  let model: Model | undefined;
  const watched: RepeatRequest = {
    ...request,
    watch: (made, steps) => {
      model = made;
      request.watch(made, steps);
    },
  };
  try {
    const { what } = request;
    return await (what.kind === 'security' ? repeatSecurity(watched, what) : repeatModel(watched, what));
  } catch (error) {
    return { steps: model?.step ?? 0, digest: null, error };
  }
}

async function repeatSecurity(
  { file, folder, kernels, beginning, steps, watch, signal, gate }: RepeatRequest,
  { scenario }: SecurityRun,
): Promise<Repeated> {
  const parameters = parametersOf(scenario);
  const { collect } = scenario;
  const report = await runSecurity({
    parameters: steps === undefined ? parameters : { ...parameters, steps },
    kernels: kernels!,
    baseFolder: dirname(resolve(file)),
    dataFolder: dataFolder(),
    ledgerPath: ledgerIn(folder),
    sinks: sinksFor(collect.format, folder),
    every: collect.every,
    agents: collect.agents,
    checkpoints: beginning?.checkpoints,
    resume: beginning !== undefined,
    signal,
    watch,
    ...(gate === undefined ? {} : { gate }),
  });
  return { steps: report.steps, digest: report.digest, error: undefined };
}

async function repeatModel(
  { folder, beginning, steps, watch, signal, gate }: RepeatRequest,
  { entry, parameters, storage, seed, steps: own }: ModelRun,
): Promise<Repeated> {
  const most = steps ?? own;
  const model = entry.create({ seed, parameters, sinks: sinksFor('parquet', folder) }, storage);
  const newest = beginning?.checkpoints.newest();
  if (newest !== undefined) beginning!.checkpoints.resume(model, newest);
  watch(model, most);
  const end = await model.run({ steps: most - model.step, signal, ...(gate === undefined ? {} : { gate }) });
  return { steps: end.steps, digest: model.digest, error: undefined };
}
