import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type OpenedWatch, PacedWatch } from '../../../app/tui/paced.js';
import { Model, Scheduler } from '../../../framework/index.js';

class Still extends Model {
  readonly scheduler = new Scheduler([]);
}

const place = { index: 0, of: 1, scenario: 'still', arm: undefined, seed: 1 } as const;
const facts = { steps: 5, agents: 0, device: 'no kernels', threads: 1 } as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A model under a watch of four steps a second, and its steps with their times. */
function paced(inner: Partial<OpenedWatch> = {}) {
  const bare = { say: () => {}, begin: () => {}, gate: () => undefined, ended: () => {}, close: () => {} };
  const watch = new PacedWatch({ ...bare, ...inner }, 4);
  const model = new Still(1);
  const began: number[] = [];
  const start = performance.now();
  model.scheduler.beforeStep(() => began.push(performance.now() - start));
  watch.begin(place, model, facts);
  return { watch, model, began };
}

test('a step begins when its time has come, and what it waits is time of the run', async () => {
  const { watch, model, began } = paced();
  const end = model.run({ steps: 4, gate: () => watch.gate() });
  await vi.advanceTimersByTimeAsync(749);
  expect(began).toEqual([0, 250, 500]);
  await vi.advanceTimersByTimeAsync(1);
  expect((await end).steps).toBe(4);
  expect(began).toEqual([0, 250, 500, 750]);
  expect(model.clock.time).toBe(750);
});

test('the watch within is told for how long it waits', async () => {
  const waits: number[] = [];
  const { watch, model } = paced({ waits: (milliseconds) => waits.push(milliseconds) });
  const end = model.run({ steps: 3, gate: () => watch.gate() });
  await vi.advanceTimersByTimeAsync(500);
  await end;
  expect(waits).toEqual([250, 250]);
});

test('a pause holds it further, which is no time of the run', async () => {
  let open = (): void => {};
  let asked = 0;
  const gate = () =>
    asked++ === 1
      ? new Promise<void>((resolve) => {
          open = resolve;
        })
      : undefined;
  const { watch, model, began } = paced({ gate });
  const end = model.run({ steps: 2, gate: () => watch.gate() });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(began).toEqual([0]);
  open();
  await end;
  expect(began).toEqual([0, 10_000]);
  expect(model.clock.time).toBe(250);
});

test('let go, it waits no longer, and tells the watch within', async () => {
  const release = vi.fn();
  const { watch, model, began } = paced({ release });
  const end = model.run({ steps: 3, gate: () => watch.gate() });
  await vi.advanceTimersByTimeAsync(100);
  watch.release();
  expect((await end).steps).toBe(3);
  expect(began).toEqual([0, 100, 100]);
  expect(release).toHaveBeenCalledOnce();
});

test('what is said, logged, ended and closed reaches the watch within', async () => {
  const heard: string[] = [];
  const hear = (what: string) => () => {
    heard.push(what);
  };
  const { watch } = paced({
    ...{ say: hear('say'), log: hear('log'), ended: hear('ended'), close: hear('close') },
    begin: hear('begin'),
  });
  watch.say('');
  watch.log('info', '');
  watch.ended(place, { state: 'finished', steps: 1, seconds: 1, outcomes: [] });
  await watch.close();
  expect(heard).toEqual(['begin', 'say', 'log', 'ended', 'close']);
});
