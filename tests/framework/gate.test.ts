import { describe, expect, it } from 'vitest';
import { Model, Scheduler, stage, timingOf } from '../../framework/index.js';

class Counting extends Model {
  count = 0;
  readonly scheduler = new Scheduler([
    stage('count', () => {
      this.count++;
    }),
  ]);
}

/** Gates that hold a run back until they are opened one by one. */
function gates() {
  const closed: (() => void)[] = [];
  const arrivals: (() => void)[] = [];
  return {
    gate: () =>
      new Promise<void>((resolve) => {
        closed.push(resolve);
        arrivals.shift()?.();
      }),
    /** Settles when the run has come to a closed gate. */
    arrival: () =>
      new Promise<void>((resolve) => {
        if (closed.length > 0) resolve();
        else arrivals.push(resolve);
      }),
    open: () => closed.shift()!(),
  };
}

describe('a gate', () => {
  it('is asked before each step, which begins once it opens', async () => {
    const model = new Counting(1);
    const { gate, arrival, open } = gates();
    const end = model.run({ steps: 2, gate });
    for (const done of [0, 1]) {
      await arrival();
      expect(model.count).toBe(done);
      open();
    }
    expect(await end).toMatchObject({ cause: 'steps', steps: 2 });
  });

  it('lets a run pass where it answers nothing', async () => {
    let asked = 0;
    const model = new Counting(1);
    await model.run({
      steps: 3,
      gate: () => {
        asked++;
        return undefined;
      },
    });
    expect([model.count, asked, model.waited]).toEqual([3, 3, 0]);
  });

  it('that opens because the run is to end lets no step through', async () => {
    const model = new Counting(1);
    const abort = new AbortController();
    const { gate, arrival, open } = gates();
    const end = model.run({ signal: abort.signal, gate });
    await arrival();
    abort.abort();
    open();
    expect(await end).toMatchObject({ cause: 'abort', steps: 0 });
    expect(model.count).toBe(0);
  });

  it('counts what the run waits, and a run’s timing leaves it out', async () => {
    const model = new Counting(1);
    const { gate, arrival, open } = gates();
    const began = performance.now();
    const end = model.run({ steps: 1, gate });
    await arrival();
    open();
    await end;
    expect(model.waited).toBeGreaterThan(0);
    const before = performance.now();
    const timing = timingOf(model, 5, began - 250, began);
    const [whole, after] = [(before - began) / 1000, (performance.now() - began) / 1000];
    expect(timing.setup_s).toBeCloseTo(0.25, 10);
    expect(timing.run_s).toBeGreaterThanOrEqual(whole - model.waited);
    expect(timing.run_s).toBeLessThanOrEqual(after - model.waited);
    expect(timing.agent_steps_per_s).toBeCloseTo(5 * timing.steps_per_s, 6);
    expect(Object.keys(timing.stages)).toEqual(['count']);
  });
});
