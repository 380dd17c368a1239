import { describe, expect, it, vi } from 'vitest';
import {
  DataCollector,
  Model,
  Population,
  type RunEvents,
  Scheduler,
  type Sink,
  stage,
} from '../../framework/index.js';

class Counting extends Model {
  readonly trace: string[] = [];
  readonly scheduler = new Scheduler([
    stage('first', async (step) => {
      await Promise.resolve();
      this.trace.push(`first ${step}`);
    }),
    stage('second', (step) => this.trace.push(`second ${step}`)),
  ]);
}

describe('the scheduler', () => {
  it('runs named stages in order and waits for each', async () => {
    const model = new Counting(1);
    await model.advance();
    await model.advance();
    expect(model.trace).toEqual(['first 0', 'second 0', 'first 1', 'second 1']);
    expect(model.step).toBe(2);
  });

  it('tells of each stage and adds up its time', async () => {
    const model = new Counting(1);
    const heard: RunEvents['stage'][] = [];
    model.events.on('stage', (detail) => heard.push(detail));
    await model.run({ steps: 2 });
    expect(heard.map(({ step, stage, index }) => [step, stage, index])).toEqual([
      [0, 'first', 0],
      [0, 'second', 1],
      [1, 'first', 0],
      [1, 'second', 1],
    ]);
    const first = heard.filter(({ index }) => index === 0).reduce((sum, { seconds }) => sum + seconds, 0);
    expect(model.scheduler.seconds[0]).toBeCloseTo(first, 12);
    expect(Object.keys(model.scheduler.timings)).toEqual(['first', 'second']);
  });

  it('refuses two stages of one name, and a nameless one', () => {
    const nothing = () => undefined;
    expect(() => new Scheduler([stage('a', nothing), stage('a', nothing)])).toThrow(/unique/);
    expect(() => new Scheduler([stage('', nothing)])).toThrow(/unique/);
  });

  it('lets others have a turn in a long run of synchronous stages', async () => {
    const model = new Counting(1);
    const abort = new AbortController();
    // Only reached when the run returns to the event loop; without that it would never end.
    setImmediate(() => abort.abort());
    const end = await model.run({ signal: abort.signal });
    expect(end.cause).toBe('abort');
  });
});

describe('a run', () => {
  it('tells its whole course in order', async () => {
    const model = new Counting('seed');
    const heard: unknown[] = [];
    model.events.on('start', (detail) => heard.push(['start', detail]));
    model.events.on('step', ({ step }) => heard.push(['step', step]));
    model.events.on('end', (detail) => heard.push(['end', detail]));
    const end = await model.run({ steps: 2 });
    expect(end).toEqual({ cause: 'steps', reason: 'All 2 steps are done.', steps: 2 });
    expect(heard).toEqual([
      ['start', { seed: 'seed', stages: ['first', 'second'] }],
      ['step', 0],
      ['step', 1],
      ['end', end],
    ]);
    expect(model.running).toBe(false);
    await expect(model.advance()).rejects.toThrow(/has ended/);
  });

  it('ends on a condition, on stop, and on an abort', async () => {
    const until = await new Counting(1).run({ until: (model) => model.trace.length >= 6 });
    expect(until).toMatchObject({ cause: 'until', steps: 3 });

    const stopped = new Counting(1);
    stopped.events.on('step', ({ step }) => {
      if (step === 1) stopped.stop('enough');
    });
    expect(await stopped.run()).toEqual({ cause: 'stop', reason: 'enough', steps: 2 });

    const aborted = await new Counting(1).run({ signal: AbortSignal.abort() });
    expect(aborted).toMatchObject({ cause: 'abort', steps: 0 });
  });

  it('can be stepped by hand and finished, once', async () => {
    const model = new Counting(1);
    const ended = vi.fn();
    model.events.on('end', ended);
    await model.advance();
    expect(await model.finish()).toMatchObject({ cause: 'stop', steps: 1 });
    await model.finish();
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('refuses a step while another is running', async () => {
    const model = new Counting(1);
    const running = model.advance();
    await expect(model.advance()).rejects.toThrow(/still running/);
    await running;
    expect(model.trace).toEqual(['first 0', 'second 0']);
  });

  it('goes the same way when a listener breaks', async () => {
    const quiet = new Counting(1);
    await quiet.run({ steps: 3 });
    const loud = new Counting(1);
    const errors: string[] = [];
    loud.events.on('error', ({ event }) => errors.push(event));
    for (const name of ['start', 'stage', 'step', 'end'] as const)
      loud.events.on(name, () => {
        throw new Error(name);
      });
    await loud.run({ steps: 3 });
    expect(loud.trace).toEqual(quiet.trace);
    expect(errors).toEqual(['start', 'stage', 'step', 'end']);
  });

  it('closes its sinks when a stage throws, and throws what the stage threw', async () => {
    const closed = vi.fn();
    const sink: Sink = { open: () => {}, write: () => {}, flush: () => {}, close: closed };
    class Failing extends Model {
      readonly scheduler = new Scheduler([
        stage('fail', (step) => {
          if (step === 1) throw new Error('the stage failed');
        }),
      ]);
      override readonly collector = new DataCollector<Failing>({
        model: { done: (m) => m.step },
        sinks: [sink],
      });
    }
    const model = new Failing(1);
    const ends: RunEvents['end'][] = [];
    model.events.on('end', (end) => ends.push(end));
    await expect(model.run({ steps: 5 })).rejects.toThrow('the stage failed');
    expect(closed).toHaveBeenCalledTimes(1);
    expect(ends).toEqual([{ cause: 'error', reason: 'Error: the stage failed', steps: 1 }]);
  });

  it('shows its seed', () => {
    expect(new Counting('x').seed).toBe('x');
  });
});

it('counts an agent once, whatever views of a population are among the fields', () => {
  class Town extends Model {
    readonly scheduler = new Scheduler([]);
    readonly people = new Population(6, { age: Uint8Array });
    readonly adults = this.people.select((i) => i > 2);
    readonly same = this.people;
  }
  expect(new Town(1).size).toBe(6);
});

it('refuses a number of steps that no run could keep to', async () => {
  await expect(new Counting(1).run({ steps: Number.NaN })).rejects.toThrow('got NaN');
  await expect(new Counting(1).run({ steps: -1 })).rejects.toThrow('got -1');
});

it("leaves the caller's parameters as changeable as they were", () => {
  const parameters = { people: 3 };
  class Town extends Model<{ people: number }> {
    readonly scheduler = new Scheduler([]);
  }
  const town = new Town({ parameters });
  parameters.people = 4;
  expect(town.parameters).toEqual({ people: 3 });
  expect(Object.isFrozen(town.parameters)).toBe(true);
});
