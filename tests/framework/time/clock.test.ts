import { expect, test } from 'vitest';
import { RunClock } from '../../../framework/index.js';

test('the clock of a run stands until it goes, and while it is held', () => {
  let now = 5000;
  const clock = new RunClock(() => now);
  expect(clock.time).toBe(0);
  now += 70;
  expect(clock.time).toBe(0);
  clock.go();
  now += 300;
  expect(clock.time).toBe(300);
  clock.hold();
  now += 1000;
  clock.hold();
  now += 1000;
  expect(clock.time).toBe(300);
  clock.go();
  clock.go();
  expect(clock.time).toBe(300);
  now += 50;
  expect(clock.time).toBe(350);
});
