import { join } from 'node:path';
import type { Seed } from '../../../framework/index.js';
import type { SecurityModel } from '../../../model/model.js';
import { runSecurity } from '../../../model/run.js';
import { type Scenario, scenarioSchema, Tree } from '../../config/index.js';
import type { ComputeContext } from '../../run/context.js';
import { orOnCpu } from '../../run/fall-back.js';
import { parametersOf } from '../../run/single.js';
import type { Shard, Subject } from '../shard.js';
import { batchOf } from './batch.js';
import { inlineLess } from './inlining.js';
import { outcomeOfSecurity } from './outcome.js';
import type { Place } from './place.js';
import { parsedDesigns, type Runner, type RunSetting } from './runner.js';
import { settingsOf } from './settings.js';

type Folder = Pick<Subject & { readonly kind: 'scenario' }, 'folder'>;

/** Runs a shard of the security model. */
export async function scenarioRunner(shard: Shard, { folder }: Folder, place: Place): Promise<Runner> {
  inlineLess();
  const scenarioOf = parsedDesigns(shard, (values) => scenarioSchema.parse({ name: 'run', ...values }));
  const compute = await place.compute(shard, () => shard.runs.map(({ design }) => scenarioOf(design)));
  return {
    get atOnce() {
      return shard.keep === 'full' ? 1 : batchOf(compute, shard, scenarioOf);
    },
    async run({ design, seed }, setting) {
      const scenario = { ...scenarioOf(design), seed };
      const report =
        setting.folder === undefined
          ? await inMemory(scenario, setting)
          : await inFolder(scenario, setting, setting.folder);
      return report === undefined || report.stopped === 'signal' ? undefined : outcomeOfSecurity(report);
    },
  };

  function inMemory(scenario: Scenario, { sinks, signal, watch, fellBack: warn }: RunSetting) {
    let model: SecurityModel | undefined;
    return orOnCpu(compute, {
      attempt: (kernels) =>
        runSecurity({
          parameters: parametersOf(scenario),
          kernels,
          baseFolder: folder,
          dataFolder: shard.dataFolder,
          captures: place.captures,
          ledgerPath: null,
          sinks,
          every: scenario.collect.every,
          agents: scenario.collect.agents,
          signal,
          gate: () => watch.gate(),
          watch: (made, steps) => {
            const again = model === undefined ? {} : { again: true as const };
            model = made;
            const facts = { ...factsOf(compute, model.source.nodes, steps), ...again };
            watch.begin(placeOf(scenario), model, facts);
          },
        }),
      step: () => model?.step,
      warn,
    });
  }

  /** As `starling run` does it. */
  async function inFolder(
    scenario: Scenario & { readonly seed: Seed },
    { sinks, signal, watch, fellBack }: RunSetting,
    out: string,
  ) {
    const { execute } = await import('../../run/execute.js');
    process.env['STARLING_DATA'] = shard.dataFolder;
    const { arms: _, ...rest } = scenario;
    const { experiment } = await execute({
      loaded: {
        scenario: { ...rest, replications: 1 },
        tree: new Tree(),
        file: join(folder, `${scenario.name}.yaml`),
      },
      settings: settingsOf(shard),
      compute,
      watch,
      signal,
      out,
      sinks,
      fellBack,
      captures: place.captures,
      verbose: false,
      trace: false,
    });
    return experiment.runs[0]?.report;
  }
}

const placeOf = ({ name, sharing, seed }: Scenario) => ({
  index: 0,
  of: 1,
  scenario: name,
  arm: sharing,
  seed: seed!,
});

const factsOf = ({ device, threads }: ComputeContext, agents: number, steps: number | undefined) => ({
  steps,
  agents,
  device: device.name,
  threads,
});
