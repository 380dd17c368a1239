import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { starling } from '../../starling.js';
import { folder, tiny, watch } from './watch.js';

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
    expect(events.length).toBeGreaterThan(2);
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
