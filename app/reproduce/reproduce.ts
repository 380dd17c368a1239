import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Follower, type Model, watchMoments } from '../../framework/index.js';
import type { Kernels } from '../../kernels/index.js';
import { traceOf } from '../trace/index.js';
import { type Beginning, beginningOf } from './beginning.js';
import { compareLedgers, stepsIn } from './compare-ledgers.js';
import { compareTables } from './compare-tables.js';
import { earlier, type Finding } from './finding.js';
import type { RecordedRun } from './recorded.js';
import { whatRan } from './recorded.js';
import { ledgerIn, type Repeated, repeat } from './repeat.js';
import { tablesIn } from './tables.js';
import type { Verdict } from './verdict.js';

export interface ReproduceRequest {
  readonly run: RecordedRun;
  readonly kernels: Kernels | undefined;
  readonly watch: (model: Model, steps: number | undefined) => void;
  readonly signal: AbortSignal;
}

/** Runs one run again and compares all that it left behind, as far as it came. */
export async function reproduceRun(request: ReproduceRequest): Promise<Verdict> {
  const { run } = request;
  const { state, digest } = run.manifest;
  const scratch = mkdtempSync(join(tmpdir(), 'starling-reproduce-'));
  try {
    const trace = traceOf(run.folder);
    const follower = trace === undefined ? undefined : new Follower(trace);
    const beginning = await beginningOf(run, scratch, request.kernels, request.signal);
    const stop = new AbortController();
    /** What reading the trace failed with: a listener's own failure would not end the run. */
    let damage: unknown;
    const repeated = await repeat({
      what: await whatRan(run),
      file: run.manifest.scenarioFile,
      folder: scratch,
      kernels: request.kernels,
      beginning,
      steps: stepsOf(run),
      watch: (model, most) => {
        request.watch(model, most);
        if (follower === undefined) return;
        watchMoments(model, (moment) => {
          try {
            follower.take(moment);
          } catch (error) {
            damage ??= error;
          }
          const isPast = state === 'running' && follower.isAtEnd;
          if (damage !== undefined || follower.difference !== undefined || isPast) stop.abort();
        });
      },
      signal: AbortSignal.any([request.signal, stop.signal]),
    });
    if (damage !== undefined) throw damage;
    const common = {
      name: run.name,
      state,
      digests: [digest, repeated.digest] as const,
      states: follower?.compared ?? null,
      interrupted: request.signal.aborted,
    };
    if (follower?.difference !== undefined) {
      const { step, stage, part, agents } = follower.difference;
      const finding: Finding = { of: 'state', step, stage, agents, detail: `its ${part}` };
      return { ...common, rows: 0, entries: 0, finding, notes: [] };
    }
    const left = await compareLeft(request, scratch, repeated);
    const begun = request.signal.aborted ? undefined : differenceOfBeginnings(run, beginning);
    return { ...common, ...left, ...begun };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Steps to repeat: as far as the run came, where it says how far; those of its scenario where undefined. */
function stepsOf(run: RecordedRun): number | undefined {
  const { state, steps } = run.manifest;
  if (state === 'interrupted') return steps ?? undefined;
  const ledger = state === 'running' ? ledgerOf(run) : undefined;
  return ledger === undefined ? undefined : stepsIn(ledger);
}

/** The ledger of a run: its folder's own, or where the manifest says that it was put. */
function ledgerOf({ folder, manifest }: RecordedRun): string | undefined {
  const path = [ledgerIn(folder), manifest.ledger?.path].find((path) => path && existsSync(path));
  // Killed while it was made.
  return path !== undefined && manifest.state === 'running' && statSync(path).size === 0 ? undefined : path;
}

/** Compares tables, ledger and end. */
async function compareLeft(
  { run, signal }: ReproduceRequest,
  scratch: string,
  repeated: Repeated,
): Promise<Pick<Verdict, 'rows' | 'entries' | 'finding' | 'notes'>> {
  const { manifest, folder } = run;
  const notes: string[] = [];
  const hasFailed = manifest.state === 'failed';
  if (hasFailed && repeated.error !== undefined) notes.push(`it fails again: ${String(repeated.error)}`);
  if (hasFailed && repeated.error === undefined)
    notes.push(`it failed then (${manifest.error}), and not now`);
  // What was stopped, then or now, is compared as far as it came.
  const isOpen = manifest.state === 'running' || (hasFailed && repeated.error === undefined);
  if (signal.aborted) return { rows: 0, entries: 0, finding: undefined, notes: [] };
  let finding: Finding | undefined;
  let rows = 0;
  const ours = await tablesIn(scratch, readdirSync(scratch));
  for (const table of await tablesIn(folder, readdirSync(folder))) {
    const own = ours.find(({ name }) => name === table.name);
    if (own === undefined) continue;
    try {
      const compared = await compareTables(table, own, isOpen);
      rows += compared.rows;
      finding = earlier(finding, compared.finding);
    } catch (error) {
      if (!isOpen) throw error;
      notes.push(`table ${table.name} is not compared: ${(error as Error).message}`);
    }
  }
  const ledger = ledgerOf(run);
  let entries = 0;
  if (ledger !== undefined && existsSync(ledgerIn(scratch))) {
    const compared = compareLedgers(ledger, ledgerIn(scratch), isOpen);
    entries = compared.rows;
    finding = earlier(compared.finding, finding);
  }
  finding ??= differenceOfEnds(run, repeated);
  return { rows, entries, finding, notes };
}

/** Where a branch began with another state than its parent comes to now: nothing after that can be the same. */
function differenceOfBeginnings(
  { manifest: { branchedFrom } }: RecordedRun,
  beginning: Beginning | undefined,
): Pick<Verdict, 'finding' | 'notes'> | undefined {
  if (!branchedFrom || beginning === undefined || branchedFrom.state === beginning.state) return undefined;
  const { run, step, state } = branchedFrom;
  const detail = `the state that it begins with, of ${run} after ${step} steps, was ${state} and is ${beginning.state}`;
  return {
    finding: { of: 'state', step: step - 1, stage: null, agents: [], detail },
    notes: [`starling reproduce ${run} may tell more.`],
  };
}

/** Steps, digest and failure, where a run that was not stopped has them. */
function differenceOfEnds(
  { manifest }: RecordedRun,
  { steps, digest, error }: Repeated,
): Finding | undefined {
  const end = (detail: string): Finding => ({ of: 'end', step: null, stage: null, agents: [], detail });
  if (error !== undefined && manifest.state !== 'failed' && manifest.state !== 'running')
    return end(`it fails now: ${String(error)}`);
  if (manifest.steps !== null && manifest.steps !== steps)
    return end(`it did ${manifest.steps} steps then, and ${steps} now`);
  if (manifest.digest !== null && manifest.digest !== digest)
    return end(`the digest was ${manifest.digest} and is ${digest ?? 'none'}`);
  return undefined;
}
