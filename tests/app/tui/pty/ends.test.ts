import { describe, expect, test, vi } from 'vitest';
import { childrenOf, goesOn } from './terminal.js';
import { ENDLESS, expectRestored, isRunning, watch } from './watch.js';

describe('a run that is ended from outside', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it after its step, everything kept', async (signal) => {
    const { terminal, manifest } = watch(ENDLESS);
    await terminal.until(isRunning);
    process.kill(terminal.pty.pid, signal);
    expect((await terminal.ended()).code).toBe(signal === 'SIGINT' ? 130 : 143);
    expectRestored(terminal);
    expect(manifest()).toMatchObject({
      state: 'interrupted',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('Ctrl-C ends a paused run', async () => {
    const { terminal } = watch(ENDLESS);
    await terminal.until(isRunning);
    terminal.press('p');
    await terminal.until((screen) => /paused/i.test(screen));
    terminal.press('\u0003');
    expect((await terminal.ended()).code).toBe(130);
    expectRestored(terminal);
  });

  test.runIf(process.platform === 'linux')('is put right for the shell when the run is killed', async () => {
    const { terminal } = watch(ENDLESS, { shell: true });
    await terminal.until(isRunning);
    expect(terminal.isAlternate).toBe(true);
    const [run] = childrenOf(terminal.pty.pid);
    const [drawing] = childrenOf(run!);
    process.kill(run!, 'SIGKILL');
    await terminal.until((screen) => screen.includes('ended unexpectedly'));
    expectRestored(terminal);
    expect(terminal.text).not.toContain('EIO');
    // Node gives back the modes of a terminal as the very last thing.
    await vi.waitFor(() => expect(goesOn(drawing!)).toBe(false), 10_000);
    // The shell has its terminal again, and says what it is told.
    terminal.press('echo still "here"\r');
    await terminal.until((screen) => screen.includes('still here'));
    terminal.press('exit\r');
    await terminal.ended();
  });

  test.runIf(process.platform === 'linux')(
    'is put right by the run when the process that draws is killed',
    async () => {
      const { terminal } = watch(ENDLESS);
      await terminal.until(isRunning);
      process.kill(childrenOf(terminal.pty.pid)[0]!, 'SIGKILL');
      await terminal.until((screen) => screen.includes('the run goes on'));
      expectRestored(terminal);
      await terminal.until(isRunning);
      // Ctrl-C is a signal again.
      terminal.press('\u0003');
      expect((await terminal.ended()).code).toBe(130);
    },
  );

  test('Ctrl-C twice stops it at once, with the terminal put right', async () => {
    const { terminal } = watch(ENDLESS);
    await terminal.until(isRunning);
    process.kill(terminal.pty.pid, 'SIGINT');
    process.kill(terminal.pty.pid, 'SIGINT');
    expect((await terminal.ended()).code).toBe(130);
    expectRestored(terminal);
  });
});
