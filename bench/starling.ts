/** Starling as a user starts it: a process of its own, for a run from end to end. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.js';

export interface Run {
  readonly timing: { readonly setup_s: number; readonly run_s: number };
  readonly learn: { readonly fits: number };
  readonly memory: { readonly peak_rss_mb: number };
}

export function starling(scenario: string, ...options: readonly string[]): Run {
  // Beside the checkout, since the system's folder for temporary files may lie in memory: commits shall wait for a disk.
  const parent = join(root, '.starling');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'bench-'));
  try {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(root, 'dist', 'app', 'cli', 'main.js'),
        'run',
        scenario,
        '--json',
        '--out',
        join(folder, 'run'),
        ...options,
      ],
      { encoding: 'utf8', maxBuffer: 1 << 26 },
    );
    if (status !== 0) throw new Error(`bench: starling run ended with ${status}: ${stderr}`);
    return JSON.parse(stdout) as Run;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
