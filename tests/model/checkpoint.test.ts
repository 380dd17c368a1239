import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Checkpoints, CsvSink, digestOf, ParquetSink, stateOf } from '../../framework/index.js';
import { kernelsFor } from '../../kernels/index.js';
import { type RunReport, runSecurity, type SecurityModel, securityParameters } from '../../model/index.js';
import { LedgerReader } from '../../model/ledger/index.js';
import { folders, tablesIn } from '../framework/checkpoint/support.js';
import { type Given, small } from './support/run.js';

const folder = folders();
const kernels = kernelsFor({ choice: 'auto', memoryBudget: 1 << 26 });

class Crash extends Error {}

/** Runs a scenario in a folder, from its newest checkpoint on; `crash` breaks it off before that step. */
async function run(
  given: Given,
  into: string,
  options: { every?: number; crash?: number } = {},
): Promise<RunReport & { readonly state: string }> {
  const { every, crash } = options;
  let model: SecurityModel;
  const report = await runSecurity({
    parameters: securityParameters.parse(given),
    kernels,
    baseFolder: into,
    dataFolder: into,
    ledgerPath: join(into, 'ledger.db'),
    agents: true,
    sinks: [new CsvSink(into), new ParquetSink(into, { rowGroup: 64 })],
    ...(every === undefined
      ? {}
      : { checkpoints: new Checkpoints(join(into, 'checkpoints'), { every }), resume: true }),
    watch: (made) => {
      model = made;
      if (crash === undefined) return;
      model.finish = () => Promise.reject(new Crash());
      const advance = model.advance.bind(model);
      model.advance = () => (model.step === crash ? Promise.reject(new Crash()) : advance());
    },
  });
  return { ...report, state: digestOf(stateOf(model!)) };
}

/** What a run came to, times and places apart. */
const said = ({ timing: _, ledger: { path: __, ...ledger }, ...rest }: RunReport) => ({ ...rest, ledger });

const sharings = ['none', 'decentralised', 'centralised'] as const;

const scenarios = fc
  .record({
    seed: fc.nat(1000),
    sharing: fc.constantFrom(...sharings, 'decentralised', 'decentralised'),
    latency: fc.constantFrom(0, 1, 3),
    loss: fc.constantFrom(0, 0.2),
    voteLoss: fc.constantFrom(0, 0.2),
    provisional: fc.boolean(),
    rule: fc.constantFrom('majority', 'reputation'),
    quorum: fc.constantFrom(0.02, 0.2, 0.5),
    propose: fc.constantFrom('flagged', 'suspect'),
    match: fc.constantFrom('direction', 'gated'),
    maxAge: fc.constantFrom(undefined, 4),
    byzantine: fc.subarray(['always-yes', 'always-no', 'random', 'colluding'] as const),
    outage: fc.option(fc.record({ start: fc.nat(12), steps: fc.integer({ min: 1, max: 8 }) }), {
      nil: undefined,
    }),
    partition: fc.option(fc.record({ start: fc.nat(12), steps: fc.integer({ min: 1, max: 8 }) }), {
      nil: undefined,
    }),
    coordinator: fc.boolean(),
    topology: fc.constantFrom('full', 'small-world'),
  })
  .map(
    (given): Given => ({
      ...small,
      seed: given.seed,
      sharing: given.sharing,
      signatures: { propose: given.propose, match: given.match },
      consensus: { rule: given.rule as 'majority', quorum: given.quorum },
      learning: {
        provisional: given.provisional,
        ...(given.maxAge === undefined ? {} : { maxAge: given.maxAge }),
      },
      network: { topology: given.topology as 'full', latency: given.latency, loss: given.loss },
      faults: {
        byzantine: given.byzantine.map((behaviour) => ({ behaviour, nodes: 0.1 })),
        outages: given.outage === undefined ? [] : [{ nodes: 0.3, ...given.outage }],
        coordinatorOutages: given.coordinator ? [{ start: 5, steps: 4 }] : [],
        partitions: given.partition === undefined ? [] : [{ parts: 2, ...given.partition }],
        voteLoss: given.voteLoss,
      },
    }),
  );

describe('a run of the security model that breaks off', () => {
  test('goes on from its checkpoint to the same digest, report, ledger and tables', async () => {
    await fc.assert(
      fc.asyncProperty(
        scenarios,
        fc.integer({ min: 1, max: 15 }),
        fc.integer({ min: 1, max: 20 }),
        async (given, crash, every) => {
          const [straight, broken] = [folder(), folder()];
          const whole = await run(given, straight);
          await expect(run(given, broken, { every, crash })).rejects.toThrow(Crash);
          const report = await run(given, broken, { every });
          expect(said(report)).toEqual(said(whole));
          expect(tablesIn(broken)).toEqual(tablesIn(straight));
          const [left, right] = [straight, broken].map((into) => LedgerReader.open(join(into, 'ledger.db')));
          expect([...right!.blocks()]).toEqual([...left!.blocks()]);
          expect(right!.verify({ ...whole.ledger, final: true }).findings).toEqual([]);
          left!.close();
          right!.close();
        },
      ),
      { numRuns: 25 },
    );
  });

  test('and is interrupted before it has caught up with its ledger reports the ledger as it is', async () => {
    const into = folder();
    const whole = await run(small, into);
    const abort = new AbortController();
    const report = await runSecurity({
      parameters: securityParameters.parse(small),
      kernels,
      baseFolder: into,
      dataFolder: into,
      ledgerPath: join(into, 'ledger.db'),
      resume: true,
      signal: abort.signal,
      watch: (model) => model.events.on('step', ({ step }) => step === 3 && abort.abort()),
    });
    expect(report).toMatchObject({ steps: 4, stopped: 'signal', ledger: whole.ledger });
    const reader = LedgerReader.open(join(into, 'ledger.db'));
    expect(reader.verify({ ...report.ledger, final: true }).findings).toEqual([]);
    reader.close();
  });
});
