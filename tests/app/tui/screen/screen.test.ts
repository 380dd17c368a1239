import xterm from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Output, RESTORE, Screen } from '../../../../app/tui/screen/index.js';

/** A terminal emulator as an output; what was written is drawn when it is asked for. */
class Emulator implements Output {
  readonly terminal: xterm.Terminal;
  written: string[] = [];

  constructor(columns: number, rows: number) {
    this.terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 100, allowProposedApi: true });
  }

  get columns(): number {
    return this.terminal.cols;
  }

  get rows(): number {
    return this.terminal.rows;
  }

  write(text: string): void {
    this.written.push(text);
  }

  /** What was written since the last call. */
  async draw(): Promise<string> {
    const text = this.written.join('');
    this.written = [];
    await new Promise<void>((done) => this.terminal.write(text, done));
    return text;
  }

  lines(buffer: xterm.IBuffer = this.terminal.buffer.active): string[] {
    return Array.from({ length: this.rows }, (_, row) =>
      (buffer.getLine(buffer.baseY + row)?.translateToString(true) ?? '').trimEnd(),
    );
  }
}

async function opened(columns: number, rows: number): Promise<{ emulator: Emulator; screen: Screen }> {
  const emulator = new Emulator(columns, rows);
  emulator.terminal.write('before\r\n$ starling run\r\n');
  const screen = new Screen(emulator);
  screen.open();
  await emulator.draw();
  return { emulator, screen };
}

const expected = (frame: string, columns: number, rows: number): string[] => {
  const lines = frame.split('\n').map((line) => line.slice(0, columns).trimEnd());
  return Array.from({ length: rows }, (_, row) => lines[row] ?? '');
};

const line = fc.stringMatching(/^[ a-z·█⠿]{0,30}$/);
const frame = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'));
const size = fc.record({ columns: fc.integer({ min: 2, max: 30 }), rows: fc.integer({ min: 1, max: 12 }) });
const event = fc.oneof({ weight: 3, arbitrary: frame }, { weight: 1, arbitrary: size });

test('what is shown equals the last frame, after any frames and sizes, and nothing is scrolled back', async () => {
  await fc.assert(
    fc.asyncProperty(size, fc.array(event, { maxLength: 12 }), async ({ columns, rows }, events) => {
      const { emulator, screen } = await opened(columns, rows);
      for (const next of events) {
        if (typeof next === 'string') {
          screen.show(next);
          await emulator.draw();
          expect(emulator.lines()).toEqual(expected(next, emulator.columns, emulator.rows));
        } else {
          emulator.terminal.resize(next.columns, next.rows);
          screen.resize(next.columns, next.rows);
        }
        expect(emulator.terminal.buffer.active.type).toBe('alternate');
        expect(emulator.terminal.buffer.alternate.length).toBe(emulator.rows);
      }
      emulator.terminal.dispose();
    }),
    { numRuns: 150 },
  );
});

describe('a frame', () => {
  test('is written as the lines that changed, at once', async () => {
    const { emulator, screen } = await opened(20, 4);
    screen.show('one\ntwo\nthree');
    await emulator.draw();
    screen.show('one\n2\nthree');
    expect(emulator.written).toHaveLength(1);
    const text = await emulator.draw();
    expect(text).toBe('\u001b[?2026h\u001b[2;1H2\u001b[0m\u001b[K\u001b[?2026l');
    screen.show('one\n2\nthree');
    expect(await emulator.draw()).toBe('');
    screen.show('one');
    await emulator.draw();
    expect(emulator.lines()).toEqual(['one', '', '', '']);
  });

  test('that fills the last column keeps it', async () => {
    const { emulator, screen } = await opened(5, 2);
    screen.show('abcde\nfghij');
    await emulator.draw();
    expect(emulator.lines()).toEqual(['abcde', 'fghij']);
  });

  test('that is larger than the screen is cut, with its styles closed', async () => {
    const { emulator, screen } = await opened(5, 2);
    screen.show('\u001b[31mabcdefgh\u001b[39m\nx\ny\nz');
    await emulator.draw();
    expect(emulator.lines()).toEqual(['abcde', 'x']);
    expect(emulator.terminal.buffer.active.getLine(1)!.getCell(0)!.isFgDefault()).toBe(true);
  });

  test('whose first line leaves a style open does not colour the next', async () => {
    const { emulator, screen } = await opened(5, 2);
    screen.show('\u001b[1;31ma\nb');
    await emulator.draw();
    const cell = emulator.terminal.buffer.active.getLine(1)!.getCell(0)!;
    expect([cell.isFgDefault(), cell.isBold()]).toEqual([true, 0]);
  });

  test('with codes that do more than style cannot move the cursor or leave the screen', async () => {
    const { emulator, screen } = await opened(20, 2);
    screen.show('a\u001b[?1049lb\u001b[2J\rc\nd');
    await emulator.draw();
    expect(emulator.terminal.buffer.active.type).toBe('alternate');
    expect(emulator.lines()).toEqual(['a[?1049lb[2Jc', 'd']);
  });

  test('after another size is written in full', async () => {
    const { emulator, screen } = await opened(20, 3);
    screen.show('one\ntwo');
    await emulator.draw();
    screen.resize(20, 3);
    screen.show('one\ntwo');
    expect(await emulator.draw()).toBe('');
    emulator.terminal.resize(10, 3);
    screen.resize(10, 3);
    screen.show('one\ntwo');
    expect(await emulator.draw()).toContain('one');
    expect(emulator.lines()).toEqual(['one', 'two', '']);
  });
});

describe('closing', () => {
  test('gives the main screen back as it was, and the cursor', async () => {
    const { emulator, screen } = await opened(20, 5);
    screen.show('\u001b[7mone\ntwo');
    screen.close();
    screen.close();
    screen.show('late');
    const text = await emulator.draw();
    expect(emulator.terminal.buffer.active.type).toBe('normal');
    expect(emulator.lines()).toEqual(['before', '$ starling run', '', '', '']);
    expect(emulator.terminal.buffer.active.cursorY).toBe(2);
    expect(text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(text.lastIndexOf('\u001b[?25l'));
    expect(text.lastIndexOf('\u001b[?7h')).toBeGreaterThan(text.lastIndexOf('\u001b[?7l'));
  });

  test('what the guard writes does it too', async () => {
    const { emulator, screen } = await opened(20, 3);
    screen.show('one');
    emulator.write(RESTORE);
    await emulator.draw();
    expect(emulator.terminal.buffer.active.type).toBe('normal');
    expect(emulator.lines()).toEqual(['before', '$ starling run', '']);
    expect(emulator.terminal.modes.wraparoundMode).toBe(true);
  });

  test('without having opened writes nothing', () => {
    const emulator = new Emulator(20, 3);
    const screen = new Screen(emulator);
    screen.show('early');
    screen.close();
    expect(emulator.written).toEqual([]);
  });
});

test('a recorder gets all that is written, and the sizes', () => {
  const emulator = new Emulator(20, 3);
  const events: string[] = [];
  const screen = new Screen(emulator, {
    output: (text) => events.push(text),
    resize: (columns, rows) => events.push(`${columns}x${rows}`),
  });
  screen.open();
  screen.show('one');
  screen.resize(10, 2);
  screen.show('two');
  screen.close();
  expect(events.filter((text) => text !== '10x2')).toEqual(emulator.written);
  expect(events[2]).toBe('10x2');
});
