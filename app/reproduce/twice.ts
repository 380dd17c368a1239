import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lockstep, type Side } from '../../framework/index.js';
import { beginningOf } from './beginning.js';
import type { Finding } from './finding.js';
import { whatRan } from './recorded.js';
import { type Repeated, repeat } from './repeat.js';
import type { ReproduceRequest } from './reproduce.js';
import type { Verdict } from './verdict.js';

/** Runs one run twice now, in step, whatever it left behind: what differs is no function of scenario and seed. */
export async function runTwice(request: ReproduceRequest): Promise<Verdict> {
  const { run, kernels } = request;
  const { state, steps } = run.manifest;
  const lockstep = new Lockstep();
  // Where one can't even be run, the other has nothing to be compared with, and would go on alone.
  const broken = new AbortController();
  const side = async (own: Side, watched: boolean): Promise<Repeated> => {
    const folder = mkdtempSync(join(tmpdir(), 'starling-reproduce-'));
    try {
      return await repeat({
        what: await whatRan(run),
        file: run.manifest.scenarioFile,
        folder,
        kernels,
        beginning: await beginningOf(run, folder, kernels, request.signal),
        steps: state === 'interrupted' ? (steps ?? undefined) : undefined,
        watch: (model, most) => {
          if (watched) request.watch(model, most);
          own.watch(model);
        },
        gate: () => own.gate(),
        signal: AbortSignal.any([request.signal, own.signal, broken.signal]),
      });
    } catch (error) {
      broken.abort();
      throw error;
    } finally {
      own.over();
      rmSync(folder, { recursive: true, force: true });
    }
  };
  const [first, second] = await Promise.all([side(lockstep.first, false), side(lockstep.second, true)]);
  const finding = request.signal.aborted ? undefined : findingOf(lockstep, first, second);
  return {
    name: run.name,
    state,
    digests: [first.digest, second.digest],
    states: lockstep.compared,
    rows: 0,
    entries: 0,
    finding,
    notes: request.signal.aborted || finding !== undefined ? [] : notesOf(run.manifest, first),
    interrupted: request.signal.aborted,
  };
}

function findingOf({ difference }: Lockstep, first: Repeated, second: Repeated): Finding | undefined {
  if (difference !== undefined) {
    const { step, stage, part, agents } = difference;
    return { of: 'state', step, stage, agents, detail: `its ${part}` };
  }
  const end = (detail: string): Finding => ({ of: 'end', step: null, stage: null, agents: [], detail });
  const [one, other] = [first, second].map(({ error }) => (error === undefined ? 'nothing' : String(error)));
  if (one !== other) return end(`one fails with ${one}, the other with ${other}`);
  if (first.steps !== second.steps) return end(`one does ${first.steps} steps, the other ${second.steps}`);
  if (first.digest !== second.digest) return end(`digests ${first.digest} and ${second.digest}`);
  return undefined;
}

function notesOf({ digest }: { readonly digest: string | null }, first: Repeated): string[] {
  if (first.error !== undefined) return [`both fail: ${String(first.error)}`];
  return digest === null || digest === first.digest
    ? []
    : [`the digest that the run left is another one: ${digest}`];
}
