import { expect, test } from 'vitest';
import { RunClock } from '../../../../app/tui/host/clock.js';

test('the clock of a run begins with it, and stands still while it is held', () => {
  let now = 5000;
  const clock = new RunClock(() => now);
  expect(clock.time).toBe(0);
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
