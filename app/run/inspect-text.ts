import type { ExperimentReport } from '../../model/experiment.js';
import { duration } from '../tui/pace.js';
import type { FellBack } from './fall-back.js';
import type { Inspection } from './inspect.js';
import type { Manifest } from './manifest.js';
import type { OutcomeName } from './result.js';
import { armTable, NAMES } from './summary.js';
import { table } from './table.js';

/** What a run's folder says, for people; what the run has not is left out. */
export function inspectionText({ folder, manifest, summary, ledger, files }: Inspection): string {
  const { scenarioFile, seed, arm, versions, device, fellBack, started, ended, digest, branchedFrom } =
    manifest;
  const { name = '(unnamed)' } = manifest.scenario as { readonly name?: string };
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['scenario', `${name} (${scenarioFile}), seed ${seed}${arm === null ? '' : `, arm ${arm}`}`],
    ['parameters', parametersText(manifest)],
    ['branch', branchedFrom ? branchText(branchedFrom) : undefined],
    ['state', state(manifest)],
    ['started', started],
    ['ended', ended ?? undefined],
    ['run time', runTime(manifest)],
    ['made by', `starling ${versions.starling}, node ${versions.node}, ${versions.platform}`],
    [
      'device',
      device === null ? undefined : `${device.name} (${device.description}), kernels ${device.kernels}`,
    ],
    ['fell back', fellBack ? fallBackText(fellBack) : undefined],
    ['digest', digest ?? undefined],
    [
      'ledger',
      ledger === null
        ? undefined
        : `${ledger.rows} rows to step ${ledger.steps}, root ${ledger.root.slice(0, 16)}…`,
    ],
    ['files', files.join(', ')],
  ];
  const told = rows.filter(([, value]) => value !== undefined);
  const lines = [folder, '', table(told.map(([key, value]) => [`${key.padEnd(10)} ${value}`]))];
  const arms = armsOf(summary);
  if (arms !== undefined) return [...lines, '', armTable(arms)].join('\n');
  const outcome =
    typeof summary === 'object' && summary !== null && 'outcome' in summary ? summary.outcome : null;
  if (typeof outcome === 'object' && outcome !== null) {
    const figures = Object.entries(outcome).map(([key, value]) => [
      NAMES[key as OutcomeName] ?? key,
      typeof value === 'number' ? value.toFixed(3) : '–',
    ]);
    lines.push('', table(figures));
  }
  return lines.join('\n');
}

/** Of a model that is none of the security model: its storage and its parameters, as `--set` takes them. */
function parametersText({ scenario }: Manifest): string | undefined {
  const { name, model, storage, seed, steps, replications, ...parameters } = scenario as Record<
    string,
    unknown
  >;
  if (model === 'security') return undefined;
  return [...(storage === undefined ? [] : [`in ${storage}`]), ...assigned(parameters)].join(', ');
}

const assigned = (values: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(values).map(([path, value]) => `${path}=${JSON.stringify(value)}`);

/** Wall time, where it is known. */
function runTime({ timing }: Manifest): string | undefined {
  return timing !== null && 'run_s' in timing ? duration(Number(timing.run_s)) : undefined;
}

function branchText({ run, step, changed }: NonNullable<Manifest['branchedFrom']>): string {
  const values = assigned(changed);
  return `of ${run} after ${step} steps${values.length === 0 ? '' : `, with ${values.join(', ')}`}`;
}

/** The arms that a summary tells side by side; undefined where it has none, or one run alone. */
function armsOf(summary: unknown): ExperimentReport['arms'] | undefined {
  if (typeof summary !== 'object' || summary === null || !('arms' in summary)) return undefined;
  const { arms } = summary;
  return typeof arms === 'object' && arms !== null ? (arms as ExperimentReport['arms']) : undefined;
}

function state({ state, error, steps, resumed = 0 }: Manifest): string {
  const again = resumed === 0 ? '' : `, gone on with ${resumed === 1 ? 'once' : `${resumed} times`}`;
  switch (state) {
    case 'running':
      return `running, or stopped without an end (kill, power cut): starling run --resume goes on with it${again}`;
    case 'failed':
      return `failed: ${error}`;
    default:
      return `${steps === null ? state : `${state} after ${steps} steps`}${again}`;
  }
}

const fallBackText = ({ from, to, step, error }: FellBack): string =>
  `from ${from} to ${to} ${step === null ? 'before the first step' : `in step ${step}`}: ${error}`;
