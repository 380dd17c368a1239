import type { Finding } from './finding.js';
import type { Reproduction } from './reproduction.js';
import type { Verdict } from './verdict.js';

/** What came of it, for people: one line where all is equal. */
export function reproductionText(reproduction: Reproduction): string {
  const { folder, verdicts, twice, same, interrupted } = reproduction;
  if (interrupted) return `${folder}: stopped before the end; nothing differed so far`;
  if (same) return equalText(reproduction);
  const lines = verdicts
    .filter(({ finding }) => finding !== undefined)
    .flatMap((verdict) => differenceText(folder, verdict, twice));
  return lines.join('\n');
}

function equalText({ folder, verdicts, twice, digests: [then, now] }: Reproduction): string {
  const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((total, each) => total + of(each), 0);
  const counted = (count: number, what: string) => (count === 0 ? [] : [`${count} ${what}`]);
  const compared = [
    ...counted(verdicts.length > 1 ? verdicts.length : 0, 'runs'),
    ...counted(
      sum(({ states }) => states ?? 0),
      'states',
    ),
    ...counted(
      sum(({ rows }) => rows),
      'rows',
    ),
    ...counted(
      sum(({ entries }) => entries),
      'ledger entries',
    ),
  ].join(', ');
  const open = verdicts.filter(({ state }) => state === 'running' || state === 'failed');
  const digests =
    then === null || now === null
      ? `as far as it came (${open.some(({ state }) => state === 'failed') ? 'it failed' : 'it was stopped'})`
      : `digest ${then} ${twice ? 'and' : 'then,'} ${now}${twice ? '' : ' now'}`;
  if (compared === '' && !twice)
    return `${folder}: nothing that it left can be compared; ${digests}${notesOf(verdicts)}`;
  const what = twice ? 'two runs are the same' : 'reproduced';
  return `${folder}: ${what}: ${compared} equal; ${digests}${notesOf(verdicts)}`;
}

function notesOf(verdicts: readonly Verdict[]): string {
  return verdicts
    .flatMap(({ name, notes }) => notes.map((note) => `\n  ${name === '' ? note : `${name}: ${note}`}`))
    .join('');
}

function differenceText(folder: string, { name, finding, notes, states }: Verdict, twice: boolean): string[] {
  const what = name === '' ? folder : `${folder}/${name}`;
  return [
    `${what}: ${twice ? 'two runs of it differ' : 'not reproduced'}: first ${whereText(finding!)}`,
    `  ${finding!.detail}`,
    ...notes.map((note) => `  ${note}`),
    ...(states === null
      ? ['  With a trace (starling run --trace) the stage and the agents are told exactly.']
      : []),
  ];
}

function whereText({ of, step, stage, agents }: Finding): string {
  if (of === 'end') return 'in how it ends';
  const parts = [
    ...(step === null ? [] : [`in step ${step}`]),
    ...(stage === null ? [] : [`stage ${stage}`]),
    ...(agents.length === 0 ? [] : [agentsText(agents)]),
  ];
  return parts.join(', ');
}

const MOST = 5;

/** `agent 3`; `7 agents: 3, 4, 5, 6, 8, …`: the lowest, and how many. */
function agentsText(agents: readonly number[]): string {
  if (agents.length === 1) return `agent ${agents[0]}`;
  const more = agents.length > MOST ? ', …' : '';
  return `${agents.length} agents: ${agents.slice(0, MOST).join(', ')}${more}`;
}
