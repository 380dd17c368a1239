import { describe, expect, it } from 'vitest';
import { openDevice } from '../../kernels/device/index.js';
import { kernelsFor } from '../../kernels/index.js';
import { LedgerReader } from '../../model/index.js';
import { type Given, runModel, small } from './support/run.js';

describe('a run', () => {
  it('is a function of scenario and seed', async () => {
    const [first, second, other] = await Promise.all([
      runModel(small, { agents: true }),
      runModel(small, { agents: true }),
      runModel({ ...small, seed: 8 }, { agents: true }),
    ]);
    expect(second.report.digest).toBe(first.report.digest);
    expect(second.report.ledger.root).toBe(first.report.ledger.root);
    expect(other.report.digest).not.toBe(first.report.digest);
  });

  it.each(['cpu', 'wasm', 'tensorflow'] as const)(
    'has the same digest on %s, whatever the budget',
    async (name) => {
      const { report } = await runModel(small);
      const { device } = await openDevice(name);
      try {
        for (const memoryBudget of [1 << 16, 8 << 20]) {
          const kernels = kernelsFor({ device, choice: 'composed', memoryBudget });
          expect((await runModel(small, { kernels })).report.digest).toBe(report.digest);
        }
      } finally {
        device.close();
      }
    },
  );

  it('detects, shares and learns: a campaign is found and everyone is protected', async () => {
    const { report } = await runModel({ ...small, steps: 30 });
    expect(report.consensus.proposed).toBeGreaterThan(0);
    expect(report.consensus.accepted).toBeGreaterThan(0);
    expect(report.learn.purged).toBeGreaterThanOrEqual(0);
    expect(report.outcome.recall).toBeGreaterThan(0.9);
    expect(report.outcome.time_to_protection).not.toBeNull();
  });

  it.each(['none', 'centralised'] as const)('has the arm %s, which signs nothing', async (sharing) => {
    const { report } = await runModel({ ...small, sharing });
    expect(report.consensus).toMatchObject({ proposed: 0, accepted: 0, votes: 0 });
    expect(report.outcome.auroc).toBeGreaterThan(0.9);
    expect(report.learn.fits).toBe(sharing === 'none' ? 4 * small.agents : 4);
    expect(report.consensus.bytes > 0).toBe(sharing === 'centralised');
  });

  it('stops refits while the coordinator is out', async () => {
    const faults = { coordinatorOutages: [{ start: 0, steps: 10 }] };
    const { report } = await runModel({ ...small, sharing: 'centralised', faults });
    expect(report.learn.fits).toBe(2);
  });

  it('gives every arm the same traffic', async () => {
    const arms = await Promise.all(
      (['none', 'decentralised', 'centralised'] as const).map((sharing) => runModel({ ...small, sharing })),
    );
    const attacks = arms.map(({ report: { series } }) =>
      Array.from(series.tp, (tp, i) => tp + series.fn[i]!),
    );
    expect(attacks[1]).toEqual(attacks[0]);
    expect(attacks[2]).toEqual(attacks[0]);
  });

  it('fits as many forests as nodes and steps where each refits in each step', async () => {
    const { report } = await runModel({ ...small, detector: { ...small.detector, refit: { every: 1 } } });
    expect(report.learn.fits).toBe(small.agents * small.steps);
  });

  it('leaves out of the vote what never arrives', async () => {
    const whole = await runModel(small);
    const lossy = await runModel({ ...small, network: { loss: 0.5 } });
    const late = await runModel({ ...small, network: { latency: 3 } });
    expect(lossy.report.consensus.votes).toBeLessThan(whole.report.consensus.votes);
    const first = (path: string, kind: 'signature' | 'votes') => {
      const ledger = LedgerReader.open(path);
      const [row] = ledger.entries({ kind, limit: 1 });
      ledger.close();
      return row!.step;
    };
    const { path } = late.report.ledger;
    expect(first(path, 'votes') - first(path, 'signature')).toBe(3);
  });
});

describe('liars', () => {
  const push = (share: number) =>
    ({
      ...small,
      agents: 30,
      faults: { byzantine: [{ behaviour: 'colluding', nodes: share }] },
    }) satisfies Given;

  it('pass at most what does little harm', async () => {
    const honest = await runModel(small);
    const { report } = await runModel(push(0.2));
    const ledger = LedgerReader.open(report.ledger.path);
    const lies = [...ledger.entries({ kind: 'signature' })].filter(({ payload }) => payload['path'] === 0);
    ledger.close();
    expect(lies.length).toBeGreaterThan(0);
    expect(report.outcome.fpr! - honest.report.outcome.fpr!).toBeLessThan(0.01);
  });

  it('do not pass what would flag normal traffic', async () => {
    // Two features: a direction of ordinary traffic matches a tenth of everybody's window.
    const flat = {
      ...push(0.2),
      traffic: { ...small.traffic, features: 2 },
      signatures: { match: 'direction' },
    } as const;
    const { report } = await runModel(flat);
    const ledger = LedgerReader.open(report.ledger.path);
    const lies = new Set(
      [...ledger.entries({ kind: 'signature' })].flatMap(({ payload, signature }) =>
        payload['path'] === 0 ? [signature] : [],
      ),
    );
    const verdicts = [...ledger.entries({ kind: 'decision' })].flatMap(({ signature, payload }) =>
      lies.has(signature) ? [payload['verdict']] : [],
    );
    ledger.close();
    expect(new Set(verdicts)).toEqual(new Set(['rejected']));
  });

  it.each(['always-yes', 'always-no', 'random'] as const)(
    'may be %s without breaking a run',
    async (behaviour) => {
      const honest = await runModel(small);
      const { report } = await runModel({ ...small, faults: { byzantine: [{ behaviour, nodes: 0.2 }] } });
      expect(report.steps).toBe(small.steps);
      expect(report.ledger.root).not.toBe(honest.report.ledger.root);
    },
  );
});
