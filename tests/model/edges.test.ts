import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../framework/index.js';
import { securityParameters } from '../../model/index.js';
import { networkOf } from '../../model/network.js';
import { type Given, runModel, small } from './support/run.js';

const tiny = { ...small, agents: 6, steps: 6 } as const satisfies Given;

describe('small networks', () => {
  it.each([1, 2, 3])('of %i nodes run in every arm', async (agents) => {
    for (const sharing of ['none', 'decentralised', 'centralised'] as const) {
      const { report } = await runModel({ ...tiny, agents, sharing });
      expect(report.steps).toBe(6);
      expect(report.outcome.fpr).not.toBeNull();
    }
  });

  it('accept nothing alone: an author has no peers', async () => {
    const { report } = await runModel({ ...tiny, agents: 1, steps: 12 });
    expect(report.consensus.proposed).toBeGreaterThan(0);
    expect(report.consensus).toMatchObject({ accepted: 0, votes: 0 });
    const { merged, expired, pending, proposed } = report.consensus;
    expect(merged + expired + pending).toBe(proposed);
  });
});

describe('runs in which little happens', () => {
  it('end without campaigns, with nothing to recall', async () => {
    const { report } = await runModel({ ...tiny, traffic: { ...tiny.traffic, campaigns: [] } });
    expect(report.outcome).toMatchObject({
      recall: null,
      auroc: null,
      time_to_protection: null,
      censored: null,
    });
  });

  it('take one step', async () => {
    expect((await runModel({ ...tiny, steps: 1 })).report.steps).toBe(1);
  });

  it.each([0, 2])('go on while everyone is down from step %i', async (start) => {
    const online: number[] = [];
    const { report } = await runModel(
      { ...tiny, steps: 10, faults: { outages: [{ nodes: 1, start, steps: 3 }] } },
      { each: (model) => online.push(model.online) },
    );
    expect(online.map((up) => up > 0)).toEqual(
      Array.from(online, (_, step) => step < start || step >= start + 3),
    );
    expect(report.steps).toBe(10);
  });

  it('detect nothing where windows never hold a subsample', async () => {
    const { report } = await runModel({ ...tiny, detector: { ...tiny.detector, subsample: 64, window: 32 } });
    expect(report.outcome.recall).toBe(0);
    expect(report.learn.fits).toBe(0);
  });
});

describe('counts', () => {
  it('add up: a signature is merged, decided, expired or pending', async () => {
    const { report } = await runModel({ ...small, steps: 30 });
    const { proposed, merged, accepted, rejected, expired, pending } = report.consensus;
    expect(merged + accepted + rejected + expired + pending).toBe(proposed);
  });

  it('take a signature once that several parts accept', async () => {
    const { report } = await runModel({
      ...small,
      agents: 30,
      steps: 30,
      faults: { partitions: [{ start: 4, steps: 10, parts: 3 }] },
    });
    expect(report.consensus.superseded).toBeGreaterThan(0);
    expect(report.consensus.accepted).toBeLessThanOrEqual(report.consensus.proposed);
  });
});

describe('the network of a scenario', () => {
  const make = (given: object, nodes = 9, folder = '.') =>
    networkOf(securityParameters.parse({ network: given }).network, nodes, new RandomStreams(1), folder);

  it('has every topology', () => {
    expect(make({ topology: 'full' }).links).toBe(36);
    expect(make({ topology: 'small-world', degree: 4 }).links).toBe(18);
    expect(make({ topology: 'k-regular', degree: 4 }).links).toBe(18);
    expect(make({ topology: 'scale-free', degree: 2 }).links).toBe(14);
  });

  it('says what is wrong with a degree that so many nodes cannot have', () => {
    const wrong = (given: object, nodes: number): unknown => {
      try {
        return make(given, nodes);
      } catch (error) {
        return error;
      }
    };
    expect(wrong({ topology: 'k-regular', degree: 3 }, 5)).toMatchObject({
      message: expect.stringContaining('n · k even; got n = 5, k = 3'),
      place: 'network.degree',
      code: 2,
    });
    for (const topology of ['k-regular', 'small-world', 'scale-free']) {
      expect(wrong({ topology, degree: 6 }, 6)).toMatchObject({ place: 'network.degree', code: 2 });
    }
  });

  it('reads an edge list, and names the line of a wrong one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'starling-edges-'));
    const read = (text: string) => {
      writeFileSync(join(folder, 'edges.csv'), text);
      return make({ topology: 'file', file: 'edges.csv' }, 4, folder);
    };
    expect(read('source,target\n0,1\n1,3\n1,0\n').links).toBe(2);
    expect(() => read('0,1\n1,2\n')).toThrow('header');
    for (const row of ['0,4', '1,1', '-1,2', '1.5,2', ',2', '0x1,2', 'a,b'])
      expect(() => read(`source,target\n0,1\n${row}\n`)).toThrow(/joins two different nodes of 0 … 3/);
    expect(() => make({ topology: 'file', file: 'none.csv' }, 4, folder)).toThrow('cannot be read');
    expect(() => make({ topology: 'file' })).toThrow('names none');
  });

  it.each(['small-world', 'k-regular', 'scale-free'] as const)(
    'carries a run over a %s',
    async (topology) => {
      const { report } = await runModel({ ...tiny, agents: 12, network: { topology, degree: 2 } });
      expect(report.consensus.messages).toBeGreaterThan(0);
    },
  );
});
