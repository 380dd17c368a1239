import { describe, expect, test } from 'vitest';
import { ENDLESS, expectRestored, isRunning, stepOf, watch } from './watch.js';

describe('the keys', () => {
  test('shows every tab by its number, and help', async () => {
    const { terminal } = watch(ENDLESS);
    await terminal.until(isRunning);
    for (const [key, wanted] of [
      ['2', /recall/],
      ['3', /look at agent/],
      ['4', /genesis|signature|decision/],
      ['5', /begin/],
      ['6', /mean|running|now/i],
      ['7', /reputation/],
      ['?', /every key|keys/i],
    ] as const) {
      terminal.press(key);
      await terminal.until((screen) => wanted.test(screen));
    }
    terminal.press('\u001b');
    await terminal.until((screen) => /reputation/.test(screen));
    terminal.press('qy');
    expect((await terminal.ended()).code).toBe(130);
    expectRestored(terminal);
  });

  test('pauses, does single steps, and goes on', async () => {
    const { terminal, manifest } = watch(ENDLESS);
    await terminal.until(isRunning);
    terminal.press('p');
    const paused = stepOf(await terminal.until((screen) => /paused/i.test(screen)));
    terminal.press('s');
    const first = stepOf(await terminal.until((screen) => stepOf(screen) > paused));
    // The step in progress may have ended after the pause was drawn, and is then seen apart or together with the next.
    expect(first - paused).toBeLessThanOrEqual(2);
    terminal.press('s');
    const second = stepOf(
      await terminal.until((screen) => stepOf(screen) >= paused + 2 && stepOf(screen) > first),
    );
    expect(second - paused).toBeLessThanOrEqual(3);
    terminal.press('p');
    await terminal.until((screen) => !/paused/i.test(screen) && stepOf(screen) > paused + 3);
    terminal.press('qy');
    await terminal.ended();
    expect(manifest().state).toBe('interrupted');
  });

  test('asks before it quits, and goes on after no', async () => {
    const { terminal } = watch(ENDLESS);
    await terminal.until(isRunning);
    terminal.press('q');
    await terminal.until((screen) => /\by\b.*\bn\b|end the run/is.test(screen));
    terminal.press('n');
    const before = stepOf(terminal.screen.join('\n'));
    await terminal.until((screen) => stepOf(screen) > before + 5);
    terminal.press('qy');
    expect((await terminal.ended()).code).toBe(130);
  });

  test('has nothing of a pause in its time', async () => {
    const { terminal, manifest } = watch(ENDLESS);
    await terminal.until(isRunning);
    terminal.press('p');
    await terminal.until((screen) => /paused/i.test(screen));
    const began = performance.now();
    terminal.resize(90, 25);
    await terminal.until((screen) => screen.split('\n').length === 25 && /paused/i.test(screen));
    const paused = (performance.now() - began) / 1000;
    terminal.press('qy');
    await terminal.ended();
    const { timing, started, ended } = manifest();
    expect(timing.run_s).toBeLessThan((Date.parse(ended) - Date.parse(started)) / 1000 - paused + 0.01);
  });
});
