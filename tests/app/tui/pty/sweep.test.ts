import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { Exit } from '../../../../framework/errors.js';
import { Project } from '../../project.js';
import { starling } from '../../starling.js';
import { SLOW_MODEL } from '../../sweep/slow-model.js';
import { childrenOf, goesOn, type TerminalOptions, TestTerminal } from './terminal.js';
import { expectRestored } from './watch.js';

const project = new Project();
afterAll(() => project.remove());
const { path: cwd } = project;

project.write('slow.mjs', SLOW_MODEL);
project.write(
  'slow.yaml',
  'name: slow\nmodel: slow.mjs\nreplications: 4\nmatrix: { x: [0, 1, 2] }\nlimits: { attempts: 2 }\n',
);

const open = () => writeFileSync(join(cwd, 'go'), '');
beforeEach(() => rmSync(join(cwd, 'go'), { force: true }));

/** The sweep in a terminal, in the folder of a name. */
const drive = (folder: string, options: Partial<TerminalOptions> = {}) =>
  new TestTerminal(['sweep', 'run', 'slow.yaml', '--out', folder, '--workers', '2'], { cwd, ...options });

const look = (folder: string, options: Partial<TerminalOptions> = {}) =>
  new TestTerminal(['sweep', 'watch', folder], { cwd, ...options });

const isAtWork = (screen: string): boolean => /running 2/.test(screen);
const isLive = (screen: string): boolean => /step\s+[\d ]+\/3 000/.test(screen);

async function counts(folder: string): Promise<Readonly<Record<string, number>>> {
  return JSON.parse((await starling(['sweep', 'status', folder, '--json'], { cwd })).out).counts;
}

describe('a sweep that is driven on a terminal', () => {
  test('shows its runs, a run at work with views of its own, failures and outcomes, and leaves its summary', async () => {
    const terminal = drive('shown');
    await terminal.until(isAtWork);
    terminal.press('w\r');
    const live = await terminal.until(isLive);
    expect(live).toContain('Counted');
    expect(live).toContain('back to the sweep');
    terminal.press('q');
    const run = await terminal.until((screen) => screen.includes('its own view'));
    expect(run).toContain('Design 0, replication');
    terminal.resize(200, 60);
    terminal.press('1');
    await terminal.until(
      (screen) => screen.split('\n').some((line) => line.length > 150) && isAtWork(screen),
    );
    open();
    expect((await terminal.ended()).code).toBe(Exit.someFailed);
    expectRestored(terminal);
    const summary = terminal.screen.join('\n');
    expect(summary).toContain('8 succeeded');
    expect(summary).toContain('two is too many');

    // Later, it is shown as it stands.
    const after = look('shown');
    await after.until((screen) => screen.includes('finished'));
    after.press('3\r');
    const failed = await after.until((screen) => screen.includes('attempts'));
    expect(failed).toContain('two is too many');
    after.press('1f');
    await after.until((screen) => screen.includes('design 2, replication'));
    after.press('2');
    const designs = await after.until((screen) => screen.includes('4/4'));
    // Three thousand steps from 0 and from 1, all runs alike.
    expect(designs).toMatch(/x=0 +4\/4 +0 +3 000 ± 0/);
    expect(designs).toMatch(/x=1 +4\/4 +0 +3 001 ± 0/);
    expect(designs).toMatch(/x=2 +4\/4 +4 +–/);
    after.press('q');
    expect((await after.ended()).code).toBe(Exit.ok);
    expect(after.screen.join('\n')).toContain('8 succeeded, 4 failed; finished');
  });

  test('can be looked at from another terminal, which leaves it alone, and is drained by q', async () => {
    const terminal = drive('drained');
    await terminal.until(isAtWork);
    const other = look('drained', { columns: 120, rows: 40 });
    await other.until((screen) => screen.includes('at work, looked at') && isAtWork(screen));
    other.press('w\r');
    await other.until(isLive);
    other.press('q');
    await other.until((screen) => !isLive(screen));
    other.press('\u0003');
    expect((await other.ended()).code).toBe(Exit.ok);
    expectRestored(other);
    expect(other.screen.join('\n')).toContain('it goes on');
    expect(isAtWork(terminal.screen.join('\n'))).toBe(true);

    const third = look('drained');
    await third.until(isAtWork);
    terminal.press('q');
    await terminal.until((screen) => screen.includes('End the sweep?'));
    terminal.press('y');
    await terminal.until((screen) => screen.includes('ending'));
    await third.until((screen) => screen.includes('ending'));
    open();
    expect((await terminal.ended()).code).toBe(Exit.sigint);
    expectRestored(terminal);
    await third.until((screen) => screen.includes('interrupted'));
    third.press('q');
    expect((await third.ended()).code).toBe(Exit.ok);
    const { succeeded, pending, running } = await counts('drained');
    expect([succeeded, pending, running]).toEqual([2, 10, 0]);
  });

  test.runIf(process.platform === 'linux')(
    'goes on as lines when the process that draws is killed',
    async () => {
      const terminal = drive('lines');
      await terminal.until(isAtWork);
      const drawing = childrenOf(terminal.pty.pid).find((pid) =>
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('terminal/main.js'),
      )!;
      process.kill(drawing, 'SIGKILL');
      await terminal.until((screen) => screen.includes('the sweep goes on'));
      expect(terminal.isAlternate).toBe(false);
      expect(goesOn(drawing)).toBe(false);
      open();
      expect((await terminal.ended()).code).toBe(Exit.someFailed);
      expect(terminal.text).toContain('8 succeeded');
    },
  );
});

test('without a terminal a line says where it stands; without a sweep an error', async () => {
  open();
  await starling(['sweep', 'run', 'slow.yaml', '--out', 'plain', '--set', 'replications=1'], { cwd });
  const { code, err } = await starling(['sweep', 'watch', 'plain'], { cwd });
  expect(code).toBe(Exit.ok);
  expect(err).toBe('slow: 2 succeeded, 1 failed; finished\n');
  const none = await starling(['sweep', 'watch', 'nowhere'], { cwd });
  expect(none.code).toBe(Exit.usage);
  expect(none.err).toContain('nowhere');
});
