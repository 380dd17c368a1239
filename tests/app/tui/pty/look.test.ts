import { describe, expect, test } from 'vitest';
import { starling } from '../../starling.js';
import { ENDLESS, folder, isRunning, tiny, watch } from './watch.js';

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
