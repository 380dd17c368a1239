import { EventEmitter } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Guarded, giveBack, guard, RESTORE } from '../../../../app/tui/screen/index.js';

const folder = mkdtempSync(join(tmpdir(), 'starling-guard-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A process that only notes how it would have ended. */
function host() {
  const events = new EventEmitter();
  const log: string[] = [];
  const ends = {
    pid: 7,
    kill: (pid: number, signal: string) => log.push(`kill ${pid} ${signal}`),
  };
  return { events, log, guarded: Object.assign(events, ends) as unknown as Guarded };
}

test.each([
  ['SIGHUP', ['restore', 'kill 7 SIGHUP']],
  ['exit', ['restore']],
  ['uncaughtExceptionMonitor', ['restore']],
] as const)(
  'after %s the terminal is given back once, and the process ends as it would',
  (event, expected) => {
    const { events, log, guarded } = host();
    guard(() => log.push('restore'), guarded);
    events.emit(event, event);
    for (const other of ['exit', 'SIGHUP']) events.emit(other, other);
    expect(log).toEqual(expected);
    expect(events.eventNames()).toEqual([]);
  },
);

test('a guard that was lifted does nothing', () => {
  const { events, log, guarded } = host();
  guard(() => log.push('restore'), guarded)();
  events.emit('exit');
  expect(log).toEqual([]);
  expect(events.eventNames()).toEqual([]);
});

test('giving back ends raw mode and writes at once, even where the input is gone', () => {
  const file = join(folder, 'terminal');
  const fd = openSync(file, 'w');
  const modes: boolean[] = [];
  giveBack(fd, { isTTY: true, setRawMode: (raw) => modes.push(raw) });
  giveBack(fd, {
    isTTY: true,
    setRawMode: () => {
      throw new Error('EIO');
    },
  });
  giveBack(fd, {});
  closeSync(fd);
  expect(modes).toEqual([false]);
  expect(readFileSync(file, 'utf8')).toBe(RESTORE.repeat(3));
  expect(() => giveBack(fd, {})).not.toThrow();
});
