import { describe, expect, it } from 'vitest';
import { replicate, type Seed, spawnSeeds } from '../../framework/index.js';
import { Wealth } from './wealth/objects.js';

describe('replicate', () => {
  const richest = async (seed: Seed) => {
    const model = new Wealth(seed, 30);
    await model.run({ steps: 20 });
    return model.people.get('wealth').join();
  };

  it('runs each spawned seed in order', async () => {
    const seeds = await replicate({ seed: 7, count: 4, run: (seed, index) => [index, seed] as const });
    expect(seeds).toEqual(spawnSeeds(7, 4).map((seed, index) => [index, seed]));
  });

  it('repeats what was run before when more are asked for', async () => {
    const three = await replicate({ seed: 'root', count: 3, run: richest });
    const five = await replicate({ seed: 'root', count: 5, run: richest });
    expect(five.slice(0, 3)).toEqual(three);
    expect(new Set(five).size).toBe(5);
    expect(three[0]).toBe(await richest('root'));
  });

  it('waits for one before it starts the next, and starts none after an abort', async () => {
    const abort = new AbortController();
    let running = 0;
    const done = await replicate({
      seed: 1,
      count: 9,
      signal: abort.signal,
      run: async (_, index) => {
        expect(++running).toBe(1);
        await Promise.resolve();
        running--;
        if (index === 2) abort.abort();
        return index;
      },
    });
    expect(done).toEqual([0, 1, 2]);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %j replications', async (count) => {
    await expect(replicate({ seed: 1, count, run: () => 0 })).rejects.toThrow(/at least 1/);
  });
});
