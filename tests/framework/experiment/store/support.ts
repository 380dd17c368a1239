import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { RunOutcome, SweepContent, SweepMember } from '../../../../framework/experiment/store/index.js';

export const at = '2026-01-01T00:00:00.000Z';
export const key = (n: number): string => n.toString(16).padStart(64, '0');

/** A folder for each test, with the path of a run table in it. */
export class TableFolder {
  path = '';
  readonly #open: { close(): void }[] = [];

  constructor() {
    beforeEach(() => {
      this.path = mkdtempSync(join(tmpdir(), 'starling-runs-'));
    });
    afterEach(() => {
      for (const table of this.#open.splice(0)) table.close();
      rmSync(this.path, { recursive: true, force: true });
    });
  }

  get file(): string {
    return join(this.path, 'runs.db');
  }

  /** Closes a table at the end of the test. */
  kept<T extends { close(): void }>(table: T): T {
    this.#open.push(table);
    return table;
  }
}

export const outcome = (digest: string): RunOutcome => ({
  digest,
  steps: 3,
  agents: 2,
  root: null,
  outcomes: { recall: 0.5, fpr: null },
  seconds: 1.5,
  timing: { setup_s: 0.5, run_s: 1, stages: { detect: 0.7 } },
  peakMb: 80,
});
export const failure = { reason: 'error', message: 'it broke', trace: 'at x' } as const;

/** `designs` × `replications`; the last design is the same as the first, run for run. */
export function content(designs: number, replications: number, attempts = 3): SweepContent {
  const members: SweepMember[] = [];
  for (let design = 0; design < designs; design++)
    for (let replication = 0; replication < replications; replication++) {
      const own = design === designs - 1 && designs > 1 ? 0 : design;
      members.push({
        design,
        replication,
        seed: replication === 0 ? 'root' : replication,
        key: key(own * replications + replication),
      });
    }
  return {
    name: 'try',
    attempts,
    designs: Array.from({ length: designs }, (_, index) => ({
      index,
      label: `n=${index}`,
      values: { n: index },
    })),
    members,
  };
}
