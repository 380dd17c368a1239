/** The rest of the public surface, as a user meets it. */
import {
  byAgent,
  canonicalJson,
  Exit,
  type Fingerprint,
  fingerprintOf,
  firstDifference,
  type JsonValue,
  Lockstep,
  type Model,
  type Row,
  type RunEnd,
  replicate,
  type Side,
  type Sink,
  StarlingError,
  type TableSchema,
  type Traced,
  type Views,
  watchMoments,
} from 'starling';
import { type HostKernels, reference } from 'starling/kernels';
import { LIBRARY } from 'starling/library';
import { LedgerReader, runSecurity, securityParameters } from 'starling/security';
import type { Equal, Expect } from './expect.ts';

// @ts-expect-error: what the package does not export stays its own
export const inside = import('starling/dist/framework/reproduce/walk.js');
// @ts-expect-error: nothing is exported by default
export const byDefault = import('starling').then((starling) => starling.default);

/** A sink of a user's own. */
export class Counter implements Sink {
  count = 0;
  open(_tables: readonly TableSchema[]): void {}
  write(_table: string, _row: Row): void {
    this.count++;
  }
  async flush(): Promise<void> {}
  close(): void {}
}

export async function twice(make: () => Model): Promise<RunEnd[]> {
  const lockstep = new Lockstep();
  const run = async ({ watch, gate, signal, over }: Side) => {
    const model = make();
    watch(model);
    return model.run({ steps: 3, gate, signal }).finally(over);
  };
  return Promise.all([run(lockstep.first), run(lockstep.second)]);
}

export function look(model: Model): Fingerprint {
  watchMoments(model, ({ step, stage }) => [step.toFixed(), stage.trim()]);
  const agents: readonly number[] = firstDifference(fingerprintOf(model), fingerprintOf(model))?.agents ?? [];
  const views: Views = model.views;
  void [agents, views];
  return fingerprintOf(model);
}

export const traced: Traced = { traced: { inbox: byAgent(3, (agent) => agent) } };
export const text: string = canonicalJson({ a: [1, null, 'b'] } satisfies JsonValue);
// @ts-expect-error: what JSON can't hold
canonicalJson({ a: undefined });

export const error = new StarlingError('out of hay', { code: Exit.failure, hint: 'buy some' });
export const seeds = replicate({ seed: 1, count: 3, run: (seed) => String(seed) });
export type Rest = [
  Expect<Equal<typeof error.hint, string | undefined>>,
  Expect<Equal<Awaited<typeof seeds>, string[]>>,
  Expect<Equal<RunEnd['cause'], 'steps' | 'until' | 'stop' | 'abort' | 'error'>>,
];
export const kernels: HostKernels = reference;
export const names: string[] = LIBRARY.map(({ name }) => name);
export const security = [LedgerReader, runSecurity, securityParameters.shape.sharing] as const;
