import { describe, expect, test } from 'vitest';
import { starling } from '../../starling.js';
import { expectRestored, folder, tiny, watch } from './watch.js';

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

  test('logs what it logs unwatched', async () => {
    const { terminal, log } = watch(5);
    await terminal.ended();
    expect(log()).toContain('"event":"end"');
    expect(log()).not.toContain('listener failed');
  });
});
