import { EventEmitter, once } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { createBrush } from '../../../../app/tui/paint/index.js';
import type { FromTerminal } from '../../../../app/tui/protocol.js';
import { RUN } from '../../../../app/tui/terminal/scene.js';
import { Session } from '../../../../app/tui/terminal/session.js';
import type { State } from '../../../../app/tui/terminal/state/state.js';
import { frameAt, logged, MESSAGES } from './fixture.js';

/** A session on a terminal that keeps what it is sent. */
class Fake {
  readonly sent: FromTerminal[] = [];
  readonly raw: boolean[] = [];
  readonly written = new EventEmitter();
  readonly output = { columns: 80, rows: 24, write: (text: string) => this.#write(text) };
  readonly input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (on: boolean) => this.raw.push(on),
    ref: () => {},
    unref: () => {},
  });
  readonly session: Session<State>;
  text = '';
  writes = 0;
  stops = 0;

  constructor() {
    this.session = new Session(RUN, {
      output: this.output,
      input: this.input as unknown as NodeJS.ReadStream,
      brush: createBrush('none', true),
      send: (message) => this.sent.push(message),
      clock: () => 100,
      stop: () => this.stops++,
      failed: (error) => {
        throw error;
      },
    });
  }

  /** Until the terminal is sent something that holds a text. */
  async shows(text: string): Promise<void> {
    while (!this.text.includes(text)) await once(this.written, 'text');
    this.text = '';
  }

  #write(text: string): void {
    this.text += text;
    this.writes++;
    this.written.emit('text');
  }
}

let fake: Fake | undefined;
afterEach(() => fake?.session.close());

function started(): Fake {
  fake = new Fake();
  for (const [, message] of MESSAGES) fake.session.receive(message);
  return fake;
}

test('keys that are typed do what the footer says', async () => {
  const terminal = started();
  await terminal.shows('q end');
  expect(terminal.raw).toEqual([true]);
  for (const [typed, shown] of [
    ['5', 'info and above'],
    ['/node', 'with "node"'],
    ['\r', 'Esc'],
    ['\u001b[C', 'mean over finished runs'],
    ['\t', 'agent 0 of 0–59'],
    ['\u001b[C', 'agent 1 of'],
    ['g12\r', 'agent 12 of'],
    ['\u001b[Z', 'mean over finished runs'],
    ['?', 'Everywhere'],
    ['\u001b', 'mean over finished runs'],
    ['p', 'pausing'],
    ['q', 'End the run after this step?'],
    ['y', 'ending after this step'],
    ['\u0003', 'ending at once'],
  ] as const) {
    terminal.input.write(typed);
    await terminal.shows(shown);
  }
  expect(terminal.sent).toEqual([
    ...[0, 1, 12, undefined].map((agent) => ({ type: 'inspect', agent })),
    { type: 'pause' },
    { type: 'interrupt' },
    { type: 'interrupt' },
  ]);
});

test('what comes at once is drawn once, and what changes nothing writes nothing', async () => {
  const terminal = started();
  await terminal.shows('q end');
  const before = terminal.writes;
  for (let at = 0; at < 50; at++) terminal.session.receive(logged(at, `line ${at}`));
  terminal.session.receive(frameAt(130, 6));
  await terminal.shows('line 49');
  expect(terminal.writes).toBe(before + 1);
});

test('Ctrl-Z gives the screen to the shell, and the way back draws it whole', async () => {
  const terminal = started();
  await terminal.shows('q end');
  terminal.input.write('\u001a');
  await terminal.shows('\u001b[?1049l');
  expect([terminal.stops, terminal.raw.at(-1)]).toEqual([1, false]);
  terminal.session.receive(frameAt(130, 6));
  terminal.session.resume();
  await terminal.shows('Starling');
  expect(terminal.raw.at(-1)).toBe(true);
});

test('another size is drawn whole', async () => {
  const terminal = started();
  await terminal.shows('q end');
  Object.assign(terminal.output, { columns: 30, rows: 8 });
  terminal.session.resize();
  await terminal.shows('too small: 30x8');
  Object.assign(terminal.output, { columns: 200, rows: 60 });
  terminal.session.resize();
  await terminal.shows('Outcomes');
});

test('closed, it gives the terminal back and draws no more', async () => {
  const terminal = started();
  await terminal.shows('q end');
  terminal.session.close();
  expect(terminal.text).toContain('\u001b[?1049l');
  expect(terminal.raw.at(-1)).toBe(false);
  const { writes } = terminal;
  terminal.session.receive(frameAt(140));
  terminal.session.tick();
  expect(terminal.writes).toBe(writes);
});
