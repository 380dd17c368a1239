import { duration, figure } from '../tui/pace.js';
import type { Execution } from './execute.js';
import { type Estimate, OUTCOMES, type RunJson, short } from './result.js';
import { cell, table } from './table.js';

const NAMES: Readonly<Record<(typeof OUTCOMES)[number], string>> = {
  precision: 'precision',
  recall: 'recall',
  f1: 'F1',
  auroc: 'AUROC',
  fpr: 'false-positive rate',
  time_to_protection: 'steps to protection',
};

/** The end of a run, for people. */
export function summaryText({ folder, plan, experiment, interrupted, json }: Execution): string {
  const again = `Kept in ${folder}; see it again with: starling inspect ${folder}`;
  if (json === undefined) return `Interrupted before the first run.\n${again}`;
  const runs = plan.count === 1 ? '' : `, ${experiment.runs.length} of ${plan.count} runs`;
  const head = `${json.scenario}: ${json.agents} nodes, ${json.steps} steps, seed ${json.seed}${runs}`;
  return [
    `${head}${interrupted ? ' (interrupted)' : ''}`,
    '',
    plan.count > 1 ? armTable(experiment.arms) : outcomeLines(json.outcome),
    '',
    facts(json),
    '',
    again,
  ].join('\n');
}

function facts({ consensus, learn, ledger, timing, memory, device, digest }: RunJson): string {
  const rows = [
    ['signatures', count(consensus, ['proposed', 'merged', 'accepted', 'rejected', 'pending'])],
    ['votes', String(consensus.votes)],
    ['forests', `${learn.fits} fitted`],
    ['ledger', `${ledger.rows} rows, root ${ledger.root.slice(0, 16)}…`],
    ['time', `${duration(timing.run_s)}, set-up ${duration(timing.setup_s)}`],
    ['rate', `${figure(timing.agent_steps_per_s)} agent-steps/s on ${device}`],
    ['memory', `${memory.peak_rss_mb} MB at most`],
    ['digest', digest],
  ] as const;
  return rows.map(([name, value]) => `${name.padEnd(10)}  ${value}`).join('\n');
}

function count<K extends string>(counts: Readonly<Record<K, number>>, names: readonly K[]): string {
  return names.map((name) => `${counts[name]} ${name}`).join(', ');
}

function outcomeLines(outcome: Readonly<Record<(typeof OUTCOMES)[number], number | null>>): string {
  return table(
    OUTCOMES.map((name) => [NAMES[name], cell(outcome[name], name === 'time_to_protection' ? 1 : 3)]),
  );
}

function armTable(arms: Execution['experiment']['arms']): string {
  const reached = Object.entries(arms);
  return table([
    ['mean [95 % interval]', ...reached.map(([arm]) => arm)],
    ...OUTCOMES.map((name) => [
      NAMES[name],
      ...reached.map(([, report]) => estimate(short(report[name]), name === 'time_to_protection' ? 1 : 3)),
    ]),
  ]);
}

function estimate(value: Estimate, decimals: number): string {
  if (value === null) return '–';
  return `${cell(value.mean, decimals)} [${cell(value.low, decimals)}, ${cell(value.high, decimals)}]`;
}
