import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { Folder, starling, TINY } from '../../starling.js';
import { childrenOf, goesOn, type TerminalOptions, TestTerminal } from './terminal.js';

const folder = new Folder();
afterAll(() => folder.remove());
const tiny = folder.write('tiny.yaml', TINY);
let runs = 0;

/** A run of `steps` steps in a terminal; `out` is its folder. */
function watch(steps: number, options: Partial<TerminalOptions> = {}, ...words: readonly string[]) {
  const out = join(folder.path, `run-${runs++}`);
  const terminal = new TestTerminal(
    ['run', tiny, '--device', 'cpu', '--steps', String(steps), '--out', out, ...words],
    { cwd: folder.path, ...options },
  );
  const read = (name: string) => readFileSync(join(out, name), 'utf8');
  return { terminal, manifest: () => JSON.parse(read('manifest.json')), log: () => read('log.jsonl') };
}

/** More steps than any test waits for. */
const ENDLESS = 1_000_000;
const isRunning = (screen: string): boolean => /step\s+[1-9]/i.test(screen);
/** Steps done, whose thousands are grouped. */
const stepOf = (screen: string): number =>
  Number(/step\s+([\d\s]+)\//i.exec(screen)?.[1]?.replaceAll(/\s/g, '') ?? -1);

/** The main screen with its cursor, as it was found. */
function expectRestored(terminal: TestTerminal): void {
  expect(terminal.isAlternate).toBe(false);
  expect(terminal.text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(terminal.text.lastIndexOf('\u001b[?25l'));
}

describe('a run on a terminal', () => {
  test('is drawn on the alternate screen, and leaves its summary on the main one', async () => {
    const { terminal } = watch(3);
    expect((await terminal.ended()).code).toBe(0);
    expectRestored(terminal);
    expect(terminal.screen.join('\n')).toContain('tiny: 6 nodes, 3 steps');
    // Nothing but the summary: no frame went to the main screen.
    expect(terminal.scrolledBack).toBeLessThan(10);
  });

  test('has the digest that it has unwatched', async () => {
    const { terminal, manifest } = watch(40);
    await terminal.ended();
    const plain = await starling(['run', tiny, '--steps', '40', '--json', '--no-tui'], { cwd: folder.path });
    expect(manifest().digest).toBe(JSON.parse(plain.out).digest);
  });

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
    const next = stepOf(await terminal.until((screen) => stepOf(screen) > paused));
    // The step in progress may have ended after the pause was drawn.
    expect(next - paused).toBeLessThanOrEqual(2);
    terminal.press('s');
    await terminal.until((screen) => stepOf(screen) === next + 1);
    terminal.press('p');
    await terminal.until((screen) => !/paused/i.test(screen) && stepOf(screen) > next + 1);
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

  test('logs what it logs unwatched', async () => {
    const { terminal, log } = watch(5);
    await terminal.ended();
    expect(log()).toContain('"event":"end"');
    expect(log()).not.toContain('listener failed');
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

  test('Ctrl-C twice stops it at once, with the terminal put right', async () => {
    const { terminal } = watch(ENDLESS);
    await terminal.until(isRunning);
    process.kill(terminal.pty.pid, 'SIGINT');
    process.kill(terminal.pty.pid, 'SIGINT');
    expect((await terminal.ended()).code).toBe(130);
    expectRestored(terminal);
  });

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

describe('how it is drawn', () => {
  test('NO_COLOR takes the colours', async () => {
    const { terminal } = watch(3, { env: { NO_COLOR: '1' } });
    await terminal.ended();
    expect(terminal.text).toContain('\u001b[?1049h');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a colour
    expect(terminal.text).not.toMatch(/\u001b\[(3|4|9|10)\d[;m\d]*/);
  });

  test('a terminal without UTF-8 gets ASCII', async () => {
    const { terminal } = watch(ENDLESS, { env: { LANG: 'C', LC_ALL: 'C' } });
    const screen = await terminal.until(isRunning);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
    expect(screen).toMatch(/^[\u0000-\u007f]*$/);
    terminal.press('qy');
    await terminal.ended();
  });

  test.each([[{ CI: 'true' }], [{ TERM: 'dumb' }]])('%o makes it lines', async (env) => {
    const { terminal } = watch(3, { env });
    await terminal.ended();
    expect(terminal.text).toMatch(/step 0\/3\r?\n/);
    expect(terminal.text).not.toContain('\u001b[?');
  });

  test('no terminal makes it lines', async () => {
    const { err } = await starling(['run', tiny, '--steps', '3'], { cwd: folder.path });
    expect(err).toContain('step 3/3');
    expect(err).not.toContain('\u001b');
  });
});

describe('a recording', () => {
  const castOf = (path: string) => {
    const [header, ...events] = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    return { header, events: events as [number, string, string][] };
  };

  test('is made of what is drawn', async () => {
    const path = join(folder.path, 'drawn.cast');
    const { terminal } = watch(3, { columns: 90, rows: 25 }, '--record', path);
    await terminal.ended();
    const { header, events } = castOf(path);
    expect(header).toMatchObject({ version: 2, width: 90, height: 25 });
    const drawn = events.map(([, , text]) => text).join('');
    expect(terminal.text).toContain(drawn.slice(0, 200));
    expect(events.every(([time], i) => i === 0 || time >= events[i - 1]![0])).toBe(true);
  });

  test('is made where there is no terminal, in a size of its own', async () => {
    const path = join(folder.path, 'headless.cast');
    const { code, err } = await starling(
      ['run', tiny, '--steps', '3', '--record', path, '--record-size', '120x40'],
      // Ink alone would draw nothing there.
      { cwd: folder.path, env: { CI: 'true' } },
    );
    expect(code).toBe(0);
    expect(err).not.toContain('\u001b');
    const { header, events } = castOf(path);
    expect(header).toMatchObject({ version: 2, width: 120, height: 40 });
    expect(events.map(([, , text]) => text).join('')).toContain('tiny');
  });

  test.each(['10x5', 'large'])('has no size of %s', async (size) => {
    const { code, err } = await starling(['run', tiny, '--record', 'x.cast', '--record-size', size], {
      cwd: folder.path,
    });
    expect(code).toBe(2);
    expect(err).toContain('--record-size');
  });
});
