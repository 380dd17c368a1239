import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { spawn } from 'node-pty';
import { afterAll, describe, expect, test } from 'vitest';
import { LineWatch } from '../../../app/tui/lines.js';
import { duration, figure, Pace } from '../../../app/tui/pace.js';
import { Progress } from '../../../app/tui/progress.js';
import { ScreenWatch } from '../../../app/tui/screen.js';
import { Folder, inRepository, TINY } from '../starling.js';

const folder = new Folder();
afterAll(() => folder.remove());
const single = { arm: 'none', seed: 5, replication: 0 } as const;

describe('pace', () => {
  test('is the rate over the last seconds, and the time left at it', () => {
    const pace = new Pace(10);
    expect(pace.rate).toBeUndefined();
    expect(pace.left(10)).toBeUndefined();
    pace.mark(0, 0);
    expect(pace.left(10)).toBeUndefined();
    pace.mark(20, 10);
    expect(pace.rate).toBe(2);
    expect(pace.left(100)).toBe(40);
    expect(pace.left(undefined)).toBeUndefined();
    pace.mark(30, 20);
    pace.mark(40, 30);
    expect(pace.rate).toBe(1);
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
  ])('%d is %s', (value, text) => {
    expect(figure(value)).toBe(text);
  });
});

describe('lines', () => {
  test('come at the first step, each second, and at the last', () => {
    const lines: string[] = [];
    let now = 0;
    const watch = new LineWatch(
      (line) => lines.push(line),
      () => now,
    );
    watch.say('hello');
    watch.begin(single, 0, 1);
    for (const [at, done] of [
      [0, 0],
      [0.5, 1],
      [1, 2],
      [1.5, 3],
      [1.6, 4],
    ] as const) {
      now = at;
      watch.step(done, 4);
    }
    watch.stage();
    watch.close();
    expect(lines).toEqual(['hello', 'step 0/4', 'step 2/4  2 steps/s  1.0 s left', 'step 4/4  2.5 steps/s']);
  });

  test('name the run where there are several, and need no end', () => {
    const lines: string[] = [];
    const watch = new LineWatch(
      (line) => lines.push(line),
      () => 0,
    );
    watch.begin(single, 1, 3);
    watch.step(0, undefined);
    expect(lines).toEqual(['run 2/3 (none, seed 5) step 0']);
  });
});

describe('the screen', () => {
  test('shows run, bar, rate, time left and stage in 80 columns', () => {
    const { stream, shown } = screen();
    // Each frame at once, also in CI, where Ink otherwise draws the last alone.
    const view = { title: 'demo', run: 'run 1/2, none, seed 5', done: 4, total: 8, rate: 2, left: 2 };
    render(<Progress {...view} stage="detect" notes={['a note']} colour />, {
      stdout: stream,
      debug: true,
    }).unmount();
    expect(shown()).toContain(
      'a note\n' +
        'demo  run 1/2, none, seed 5\n' +
        `${'█'.repeat(15)}${'░'.repeat(15)} step 4/8  2 steps/s  2.0 s left\n` +
        'detect  Ctrl-C ends the run after this step',
    );
    for (const line of shown().split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('leaves a last frame without what is over', () => {
    const { stream, shown } = screen();
    let now = 0;
    const watch = new ScreenWatch('demo', stream, () => now);
    watch.begin(single, 0, 2);
    now = 2;
    watch.step(4, 8);
    watch.stage('detect');
    watch.say('a note');
    watch.close();
    const bar = `${'█'.repeat(15)}${'░'.repeat(15)}`;
    const last = shown().slice(shown().lastIndexOf('a note'));
    expect(last.trimEnd()).toBe(`a note\ndemo  run 1/2, none, seed 5\n${bar} step 4/8  2 steps/s`);
  });
});

/** A terminal of 80 columns that keeps what it was sent, without the colours. */
function screen(): { stream: NodeJS.WriteStream; shown: () => string } {
  const stream = Object.assign(new PassThrough(), { columns: 80, rows: 24, isTTY: true });
  let text = '';
  stream.on('data', (chunk) => {
    text += String(chunk);
  });
  return {
    stream: stream as unknown as NodeJS.WriteStream,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are taken out
    shown: () => text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r', ''),
  };
}

/** The real program in a real terminal. */
function inTerminal(env: Record<string, string>): Promise<{ text: string; code: number }> {
  const file = folder.write('tiny.yaml', TINY);
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^CI|^CONTINUOUS_INTEGRATION$|^NO_COLOR$/.test(name),
  );
  return new Promise((resolve) => {
    const words = [inRepository('dist/app/cli/main.js'), 'run', file, '--device', 'cpu'];
    const terminal = spawn(process.execPath, words, {
      cols: 80,
      rows: 24,
      cwd: folder.path,
      env: { ...(Object.fromEntries(inherited) as Record<string, string>), TERM: 'xterm-256color', ...env },
    });
    let text = '';
    terminal.onData((chunk) => {
      text += chunk;
    });
    terminal.onExit(({ exitCode }) => resolve({ text, code: exitCode }));
  });
}

describe('on a terminal', () => {
  test('progress is drawn, and the cursor is given back', async () => {
    const { text, code } = await inTerminal({});
    expect(code).toBe(0);
    expect(text).toContain('Ctrl-C ends the run after this step');
    expect(text).toContain('█');
    expect(text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(text.lastIndexOf('\u001b[?25l'));
    expect(text).toContain('tiny: 6 nodes, 3 steps');
  });

  test('NO_COLOR takes the colours', async () => {
    const { text } = await inTerminal({ NO_COLOR: '1' });
    expect(text).toContain('█');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a colour
    expect(text).not.toMatch(/\u001b\[[\d;]*m/);
  });

  test('CI=true makes it lines', async () => {
    const { text } = await inTerminal({ CI: 'true' });
    expect(text).toMatch(/step 0\/3\r?\n/);
    expect(text).not.toContain('\u001b[?25l');
  });
});
