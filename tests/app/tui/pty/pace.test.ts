import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readManifest } from '../../../../app/run/manifest.js';
import { starling } from '../../starling.js';
import { TestTerminal } from './terminal.js';
import { expectRestored, folder, isRunning } from './watch.js';

const small = ['run', 'schelling-small', '--seed', '1'];
const out = (name: string) => join(folder.path, name);

describe('--pace', () => {
  test('shows a run that would be over before anybody sees it; Ctrl-C ends its wait, and its digest is as ever', async () => {
    const words = [...small, '--pace', '0.001', '--out', out('paced')];
    const terminal = new TestTerminal(words, { cwd: folder.path });
    await terminal.until((screen) => isRunning(screen) && screen.includes('happy'));
    terminal.press('\u0003');
    expect((await terminal.ended()).code).toBe(130);
    expectRestored(terminal);
    const { steps, digest } = readManifest(out('paced'));
    expect(steps).toBe(1);
    await starling([...small, '--steps', '1', '--out', out('free')], { cwd: folder.path });
    expect(readManifest(out('free')).digest).toBe(digest);
  });

  test.each(['0', '-1', 'fast', ''])('is no %j', async (pace) => {
    const { code, err } = await starling([...small, `--pace=${pace}`], { cwd: folder.path });
    expect(code).toBe(2);
    expect(err).toContain('--pace');
  });
});
