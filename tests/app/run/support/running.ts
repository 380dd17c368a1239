import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadSettings, scenarioSchema, Tree } from '../../../../app/config/index.js';
import { type ComputeContext, type Execution, execute, type Watch } from '../../../../app/run/index.js';
import type { Model } from '../../../../framework/index.js';
import { inRepository, TINY } from '../../starling.js';

/** A run with attacks, signatures and votes, of a tenth of a second. */
export const SMALL = {
  ...parse(TINY),
  agents: 8,
  steps: 9,
  detector: { trees: 5, subsample: 16, window: 32, refit: { every: 3 } },
};

export interface Running {
  readonly scenario?: object;
  /** Steps between checkpoints; none where absent. */
  readonly every?: number | undefined;
  readonly trace?: boolean;
  /** Told of each model before its first step. */
  readonly begin?: (model: Model) => void;
}

/** A run in a folder, as `starling run` does it, and what was said on the way. */
export async function running(
  out: string,
  compute: ComputeContext,
  { scenario: given = SMALL, every, trace = false, begin = () => undefined }: Running = {},
): Promise<{ readonly execution: Execution; readonly said: string[]; readonly ended: string[] }> {
  const loaded = loadSettings({ config: inRepository('config.yaml'), variables: {} });
  const runs = { ...loaded.settings.runs, ...(every === undefined ? {} : { checkpoint_every: every }) };
  const settings = { ...loaded, settings: { ...loaded.settings, runs } };
  const scenario = { ...scenarioSchema.parse(given), seed: 5 };
  const said: string[] = [];
  const ended: string[] = [];
  const watch: Watch = {
    say: (line) => said.push(line),
    begin: (_, model) => begin(model),
    gate: () => undefined,
    ended: (_, { state }) => ended.push(state),
    close: () => undefined,
  };
  const execution = await execute({
    loaded: { scenario, tree: new Tree(), file: join(out, 'small.yaml') },
    settings,
    compute,
    watch,
    signal: new AbortController().signal,
    out,
    verbose: true,
    trace,
  });
  return { execution, said, ended };
}

/** The tables of a run, by name. */
export const tablesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => /^(model|agents)\./.test(name))
      .map((name) => [name, readFileSync(join(folder, name), 'base64')]),
  );

/** The lines of a run's log with an event. */
export const logged = (folder: string, event: string): Record<string, unknown>[] =>
  readFileSync(join(folder, 'log.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['event'] === event);
