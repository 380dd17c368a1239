import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CastWriter } from '../../../../app/tui/screen/index.js';

const folder = mkdtempSync(join(tmpdir(), 'starling-cast-'));
afterAll(() => rmSync(folder, { recursive: true }));

const linesOf = (file: string): unknown[] => {
  const text = readFileSync(file, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
};

test('a recording is asciicast v2, whole after every event', () => {
  const file = join(folder, 'a.cast');
  let now = 1_700_000_000_500;
  const cast = new CastWriter(file, {
    columns: 80,
    rows: 24,
    title: 'run “a”',
    term: 'xterm',
    clock: () => now,
  });
  const header = {
    version: 2,
    width: 80,
    height: 24,
    timestamp: 1_700_000_000,
    title: 'run “a”',
    env: { TERM: 'xterm' },
  };
  expect(linesOf(file)).toEqual([header]);
  now += 250;
  cast.output('\u001b[1;1H█ "x"\r\n');
  cast.output('');
  expect(linesOf(file)).toEqual([header, [0.25, 'o', '\u001b[1;1H█ "x"\r\n']]);
  now += 1000;
  cast.resize(100, 30);
  now -= 5000;
  cast.output('back');
  expect(linesOf(file).slice(2)).toEqual([
    [1.25, 'r', '100x30'],
    [1.25, 'o', 'back'],
  ]);
  cast.close();
  cast.close();
  cast.output('late');
  expect(linesOf(file)).toHaveLength(4);
});

test('a file that cannot be written is refused at once', () => {
  const file = join(folder, 'none', 'a.cast');
  expect(() => new CastWriter(file, { columns: 80, rows: 24, term: 'xterm', title: '' })).toThrow('ENOENT');
});
