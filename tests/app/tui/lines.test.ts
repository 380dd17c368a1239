import { describe, expect, test } from 'vitest';
import { LineWatch } from '../../../app/tui/lines.js';
import { duration, figure, leftOf, type Mark, marked, rateOf } from '../../../app/tui/pace.js';
import { Model, Scheduler } from '../../../framework/index.js';

class Still extends Model {
  readonly scheduler = new Scheduler([]);
}

describe('pace', () => {
  test('is the rate over the last seconds, and the time left at it', () => {
    let marks: readonly Mark[] = [];
    const mark = (done: number, at: number) => {
      marks = marked(marks, { done, at }, 10);
    };
    expect(rateOf(marks)).toBeUndefined();
    expect(leftOf(marks, 10)).toBeUndefined();
    mark(0, 0);
    expect(leftOf(marks, 10)).toBeUndefined();
    mark(20, 10);
    expect(rateOf(marks)).toBe(2);
    expect(leftOf(marks, 100)).toBe(40);
    expect(leftOf(marks, undefined)).toBeUndefined();
    mark(30, 20);
    mark(40, 30);
    expect(rateOf(marks)).toBe(1);
  });

  test.each([
    [0.04, '0.0 s'],
    [9.94, '9.9 s'],
    [59, '59 s'],
    [61, '1 min 1 s'],
    [7380, '2 h 3 min'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  test.each([
    [0.12345, '0.123'],
    [12.345, '12.3'],
    [123456.7, '123457'],
    [-1234.6, '-1235'],
  ])('%d is %s', (value, text) => {
    expect(figure(value)).toBe(text);
  });
});

describe('lines', () => {
  const place = { index: 1, of: 3, scenario: 'still', arm: 'none', seed: 5 } as const;
  const facts = { agents: 0, device: 'cpu', threads: 1 } as const;

  test('come at the first step, each second, and at the last', async () => {
    const lines: string[] = [];
    let now = 0;
    const watch = new LineWatch(
      (line) => lines.push(line),
      () => now,
    );
    const model = new Still(1);
    watch.say('hello');
    watch.begin({ ...place, index: 0, of: 1 }, model, { ...facts, steps: 4 });
    for (const at of [0.5, 1, 1.5, 1.6]) {
      now = at;
      await model.advance();
    }
    watch.ended();
    watch.close();
    expect(lines).toEqual(['hello', 'step 0/4', 'step 2/4  2 steps/s  1.0 s left', 'step 4/4  2.5 steps/s']);
  });

  test.each([
    ['none', 'run 2/3 (none, seed 5) step 0'],
    [undefined, 'run 2/3 (seed 5) step 0'],
  ])('name the run where there are several, and need no end: arm %s', (arm, line) => {
    const lines: string[] = [];
    const watch = new LineWatch(
      (text) => lines.push(text),
      () => 0,
    );
    watch.begin({ ...place, arm }, new Still(1), { ...facts, steps: undefined });
    expect(lines).toEqual([line]);
  });
});
