import type { CaptureFacts } from '../../model/traffic/index.js';
import { duration, figure } from '../tui/pace.js';
import type { Execution } from './execute.js';
import type { Plan } from './plan.js';
import { type Estimate, OUTCOMES, type OutcomeName, type RunJson, short } from './result.js';
import { cell, table } from './table.js';

/** What people read for each figure. */
export const NAMES: Readonly<Record<OutcomeName, string>> = {
  precision: 'precision',
  recall: 'recall',
  f1: 'F1',
  auroc: 'AUROC',
  fpr: 'false-positive rate',
  time_to_protection: 'steps to protection',
  censored: 'campaigns never protected',
};

/** The end of a run, for people. */
export function summaryText({ folder, plan, experiment, interrupted, capture, json }: Execution): string {
  const again = `Kept in ${folder}; see it again with: npx starling inspect ${folder}`;
  if (json === undefined) return `Interrupted before the first run.\n${again}`;
  const runs = plan.count === 1 ? '' : `, ${experiment.runs.length} of ${plan.count} runs`;
  const head = `${json.scenario}: ${json.agents} nodes, ${json.steps} steps, seed ${json.seed}${runs}`;
  return [
    `${head}${interrupted ? ' (interrupted)' : ''}`,
    '',
    plan.count > 1 ? armTable(experiment.arms) : outcomeLines(json.outcome),
    '',
    facts(json, plan, capture),
    '',
    again,
  ].join('\n');
}

function facts(
  { consensus, learn, ledger, timing, memory, device, fell_back_from: from, digest }: RunJson,
  { count: runs, main }: Plan,
  capture: Execution['capture'],
): string {
  const one = lines([
    ['signatures', count(consensus, ['proposed', 'merged', 'accepted', 'rejected', 'pending'])],
    ['votes', String(consensus.votes)],
    ['forests', `${learn.fits} fitted`],
    ['ledger', `${ledger.rows} rows, root ${ledger.root.slice(0, 16)}…`],
  ]);
  const whole = lines([
    ...(capture === undefined ? [] : [['warm-up', warmUp(capture)] as const]),
    ['time', `${duration(timing.run_s)}, set-up ${duration(timing.setup_s)}`],
    [
      'rate',
      `${figure(timing.agent_steps_per_s)} agent-steps/s on ${device}${from === undefined ? '' : ` (begun on ${from}, which failed)`}`,
    ],
    ['memory', `${memory.peak_rss_mb} MB at most`],
    ['digest', digest],
  ]);
  return runs === 1 ? `${one}\n${whole}` : `The first ${main} run:\n${one}\n\nAll runs:\n${whole}`;
}

const lines = (rows: readonly (readonly [name: string, value: string])[]): string =>
  rows.map(([name, value]) => `${name.padEnd(10)}  ${value}`).join('\n');

function count<K extends string>(counts: Readonly<Record<K, number>>, names: readonly K[]): string {
  return names.map((name) => `${counts[name]} ${name}`).join(', ');
}

/** Attacks among the records that windows begin with: they are learnt as normal. */
function warmUp({ warmUp: { rows, attacks, attackShare } }: CaptureFacts): string {
  if (attacks === 0) return `${rows} records, none of an attack`;
  return `poisoned: ${figure(100 * attackShare)} % of its records belong to attacks; nothing is removed`;
}

function outcomeLines(outcome: RunJson['outcome']): string {
  return table(OUTCOMES.map((name) => [NAMES[name], cell(outcome[name], decimals(name))]));
}

const COLUMNS = {
  recall: 'recall',
  fpr: 'FPR',
  auroc: 'AUROC',
  time_to_protection: 'steps to protect',
} as const;

/** A line of means for each arm and their intervals below, within 80 columns. */
export function armTable(arms: Execution['experiment']['arms']): string {
  const names = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
  const never = Object.entries(arms).map(([arm, { censored }]) => `${arm} ${percent(censored?.mean)}`);
  return [
    table([
      ['arm', ...Object.values(COLUMNS)],
      ...Object.entries(arms).flatMap(([arm, report]) => {
        const estimates = names.map((name) => [short(report[name]), decimals(name)] as const);
        return [
          [arm, ...estimates.map(([value, digits]) => cell(value?.mean, digits))],
          ['', ...estimates.map(([value, digits]) => interval(value, digits))],
        ];
      }),
    ]),
    '',
    'Means with 95 % intervals; FPR: false-positive rate on normal records.',
    `Campaigns never protected: ${never.join(', ')}`,
  ].join('\n');
}

const decimals = (name: OutcomeName): number => (name === 'time_to_protection' ? 1 : 3);

const percent = (share: number | undefined): string =>
  share === undefined ? '–' : `${Math.round(100 * share)} %`;

const interval = (value: Estimate, digits: number): string =>
  value === null ? '' : `[${cell(value.low, digits)}, ${cell(value.high, digits)}]`;
