import { describe, expect, it } from 'vitest';
import {
  Agent,
  activate,
  childSeed,
  type DataCollector,
  Model,
  runUntil,
  Scheduler,
  type Seed,
  stage,
} from '../../../framework/index.js';

class Down extends Model {
  left: number;
  readonly scheduler = new Scheduler([
    stage('count', () => {
      this.left--;
    }),
  ]);

  constructor(left: number, seed: Seed = 1) {
    super(seed);
    this.left = left;
  }
}

describe('a sub-model', () => {
  it('is stepped until its condition holds, which may be at once', async () => {
    for (const left of [0, 1, 5]) {
      const model = new Down(left);
      expect(await runUntil(model, (m) => m.left === 0, { limit: 5 })).toEqual({ steps: left, met: true });
      expect([model.step, model.running]).toEqual([left, true]);
    }
  });

  it('that does not meet its condition within the limit is an error', async () => {
    const model = new Down(5);
    await expect(runUntil(model, (m) => m.left === 0, { limit: 4 })).rejects.toThrow(/within 4 steps/);
    expect(model.step).toBe(4);
    await expect(runUntil(new Down(1), () => false, { limit: Number.NaN })).rejects.toThrow(/condition/);
  });

  it('may stop itself, and may be stepped on later', async () => {
    const model = new Down(9);
    model.scheduler.afterStep(() => {
      if (model.left === 7) model.stop('enough');
    });
    expect(await runUntil(model, (m) => m.left === 0, { limit: 99 })).toEqual({ steps: 2, met: false });
    const other = new Down(9);
    await runUntil(other, (m) => m.left === 5, { limit: 9 });
    expect(await runUntil(other, (m) => m.left === 0, { limit: 9 })).toEqual({ steps: 5, met: true });
  });
});

/** Who wants which place. All wish at once; in each round every place takes one of those who still want it. */
class Contest extends Model {
  readonly taken = new Map<number, number>();
  readonly waiting: Map<number, number>;
  readonly scheduler = new Scheduler([
    stage('draw', () => {
      const order = this.draws('order').shuffle([...this.waiting.keys()]);
      for (const id of order) {
        const place = this.waiting.get(id)!;
        if (this.taken.has(place)) this.waiting.set(id, (place + 1) % 10);
        else {
          this.taken.set(place, id);
          this.waiting.delete(id);
        }
      }
    }),
  ]);
  override readonly collector: DataCollector = this.collect({ model: { waiting: (m) => m.waiting.size } });

  constructor(seed: Seed, wishes: Iterable<readonly [number, number]>) {
    super(seed);
    this.waiting = new Map(wishes);
  }
}

class Walkers extends Model {
  rounds = 0;
  contest = '';
  readonly seeds: number[] = [];
  readonly places = new Map<number, number>();
  readonly scheduler = new Scheduler([
    stage('move', async () => {
      const wishes: [number, number][] = [];
      activate.sequential(this.agents, (agent) => wishes.push([agent.id, agent.draws('wish').below(10)]));
      const seed = childSeed(this, 'contest');
      this.seeds.push(seed);
      const contest = new Contest(seed, wishes);
      const { steps } = await runUntil(contest, ({ waiting }) => waiting.size === 0, { limit: 20 });
      this.rounds = steps;
      this.contest = contest.digest;
      this.places.clear();
      for (const [place, id] of contest.taken) this.places.set(id, place);
    }),
  ]);
  override readonly collector: DataCollector = this.collect({
    model: { rounds: (m) => m.rounds, contest: (m) => m.contest },
  });

  constructor(seed: Seed) {
    super(seed);
    for (let i = 0; i < 8; i++) new Walker(this);
  }
}
class Walker extends Agent<Walkers> {}

describe('a model whose stage resolves conflicts by a sub-model', () => {
  it('ends each step without conflict', async () => {
    const model = new Walkers(3);
    await model.run({ steps: 5 });
    expect(new Set(model.places.values()).size).toBe(8);
  });

  it('is reproduced to the bit, its sub-models included', async () => {
    const [a, b, c] = [new Walkers(3), new Walkers(3), new Walkers(4)];
    for (const model of [a, b, c]) await model.run({ steps: 5 });
    expect([b.digest, b.seeds]).toEqual([a.digest, a.seeds]);
    expect(c.digest).not.toBe(a.digest);
    expect(new Set(a.seeds).size).toBe(5);
  });

  it('gives its sub-models seeds by parent, name and step', async () => {
    const model = new Walkers(3);
    const first = childSeed(model, 'contest');
    expect(childSeed(model, 'contest')).toBe(first);
    expect(Number.isSafeInteger(first) && first >= 0).toBe(true);
    expect(childSeed(model, 'other')).not.toBe(first);
    expect(childSeed(new Walkers(4), 'contest')).not.toBe(first);
    await model.advance();
    expect(childSeed(model, 'contest')).not.toBe(first);
  });
});
