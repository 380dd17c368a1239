import { expect, test } from 'vitest';
import { Pauses } from '../../../../app/tui/host/pauses.js';

/** Whether a gate lets a step through at once, after all that is due has been done. */
async function passes(gate: Promise<void> | undefined): Promise<boolean> {
  let open = gate === undefined;
  void gate?.then(() => {
    open = true;
  });
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  return open;
}

test('a run that nobody paused is never held back', () => {
  expect(new Pauses().gate()).toBeUndefined();
});

test('a pause holds the next step back until the run is resumed', async () => {
  const pauses = new Pauses();
  pauses.pause();
  expect(pauses.paused).toBe(true);
  const gate = pauses.gate();
  expect(await passes(gate)).toBe(false);
  pauses.resume();
  expect(await passes(gate)).toBe(true);
  expect(pauses.gate()).toBeUndefined();
});

test('a step lets one through, and pauses after it', async () => {
  const pauses = new Pauses();
  pauses.step();
  expect(pauses.paused).toBe(true);
  expect(pauses.gate()).toBeUndefined();
  const next = pauses.gate();
  expect(await passes(next)).toBe(false);
  pauses.step();
  expect(await passes(next)).toBe(true);
  expect(await passes(pauses.gate())).toBe(false);
});

test('as many steps are let through as were asked for, however fast', async () => {
  const pauses = new Pauses();
  pauses.pause();
  const waiting = pauses.gate();
  for (let asked = 0; asked < 3; asked++) pauses.step();
  expect(await passes(waiting)).toBe(true);
  expect([pauses.gate(), pauses.gate()]).toEqual([undefined, undefined]);
  expect(await passes(pauses.gate())).toBe(false);
});

test('a step that is asked for while one is at work is done after it', async () => {
  const pauses = new Pauses();
  pauses.pause();
  pauses.step();
  expect(pauses.gate()).toBeUndefined();
  expect(await passes(pauses.gate())).toBe(false);
});
