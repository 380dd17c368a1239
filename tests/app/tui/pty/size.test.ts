import { describe, expect, test } from 'vitest';
import { ENDLESS, expectRestored, isRunning, watch } from './watch.js';

describe('the size of the terminal', () => {
  test('fills its terminal again after it has grown', async () => {
    const { terminal } = watch(ENDLESS);
    await terminal.until(isRunning);
    terminal.press('p');
    await terminal.until((screen) => /paused/i.test(screen));
    terminal.resize(200, 60);
    // The tabs' rule goes from side to side, as it does where it starts so large.
    await terminal.until((screen) => screen.split('\n').some((line) => /^[─-]{190,}$/.test(line.trim())));
    terminal.press('qy');
    await terminal.ended();
  });

  test('follows the size of its terminal', async () => {
    const { terminal } = watch(ENDLESS);
    await terminal.until(isRunning);
    for (const [columns, rows] of [
      [200, 60],
      [40, 10],
      [100, 30],
      [30, 5],
      [80, 24],
    ] as const) {
      terminal.resize(columns, rows);
      // The footer, or what is said where there is no room, stands in the last lines of the new size.
      await terminal.until((screen) => {
        const lines = screen.split('\n');
        return lines.length === rows && (lines.at(-1)! !== '' || lines.some((line) => /40/.test(line)));
      });
    }
    terminal.press('qy');
    await terminal.ended();
    expectRestored(terminal);
    expect(terminal.scrolledBack).toBeLessThan(30);
  });
});
