/** Starling as a user starts it: a process of its own, for a run from end to end. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node-pty';
import { root } from './root.js';

export interface Run {
  readonly digest: string;
  /** The GPU that failed, where the processor took over. */
  readonly fell_back_from?: string;
  readonly timing: { readonly setup_s: number; readonly run_s: number };
  readonly learn: { readonly fits: number };
  readonly memory: { readonly peak_rss_mb: number };
}

const program = join(root, 'dist', 'app', 'cli', 'main.js');

export function starling(scenario: string, ...options: readonly string[]): Run {
  return inFolder((folder) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [program, 'run', scenario, '--json', '--out', join(folder, 'run'), ...options],
      { encoding: 'utf8', maxBuffer: 1 << 26 },
    );
    if (status !== 0) throw new Error(`bench: starling run ended with ${status}: ${stderr}`);
    return JSON.parse(stdout) as Run;
  });
}

/** A run that is watched on a terminal of some size. Answers the seconds that it took, by its own clock. */
export function onTerminal(
  size: { readonly columns: number; readonly rows: number },
  scenario: string,
  ...options: readonly string[]
): Promise<number> {
  return inFolder(async (folder) => {
    const out = join(folder, 'run');
    const { CI: _, ...env } = process.env as Record<string, string>;
    const terminal = spawn(process.execPath, [program, 'run', scenario, '--out', out, ...options], {
      cols: size.columns,
      rows: size.rows,
      env: { ...env, TERM: 'xterm-256color' },
    });
    // A terminal takes what it is sent; one that did not would hold its writer up.
    terminal.onData(() => undefined);
    const code = await new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
    if (code !== 0) throw new Error(`bench: starling run on a terminal ended with ${code}`);
    const { timing } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as Run;
    return timing.run_s;
  });
}

/** Runs `work` with a folder of its own, which is removed after it. */
export function inFolder<T>(work: (folder: string) => T): T {
  // Beside the checkout, since the system's folder for temporary files may lie in memory: commits shall wait for a disk.
  const parent = join(root, '.starling');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const result = work(folder);
    if (!(result instanceof Promise)) remove();
    return result instanceof Promise ? (result.finally(remove) as T) : result;
  } catch (error) {
    remove();
    throw error;
  }
}
