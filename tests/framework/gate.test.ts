import { describe, expect, it } from 'vitest';
import { Model, RunClock, Scheduler, stage, timingOf } from '../../framework/index.js';

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
    expect([model.count, asked]).toEqual([3, 3]);
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

  it('holds the clock of the run, and so what its timing tells', async () => {
    let now = 0;
    class Timed extends Model {
      override readonly clock = new RunClock(() => now);
      readonly scheduler = new Scheduler([
        stage('work', () => {
          now += 250;
        }),
      ]);
    }
    const model = new Timed(1);
    const { gate, arrival, open } = gates();
    now = 90;
    const end = model.run({ steps: 2, gate });
    for (let step = 0; step < 2; step++) {
      await arrival();
      now += 10_000;
      open();
    }
    await end;
    now += 10_000;
    expect(model.clock.time).toBe(500);
    expect(timingOf(model, 6, 1250)).toMatchObject({
      setup_s: 1.25,
      run_s: 0.5,
      steps_per_s: 4,
      agent_steps_per_s: 24,
    });
    expect(Object.keys(timingOf(model, 6, 1250).stages)).toEqual(['work']);
  });
});
