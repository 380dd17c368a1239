import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutboxRecord } from '../../../app/sweep/outbox/index.js';
import type { SweepContent } from '../../../framework/experiment/store/index.js';
import type { DesignValue, RunOutcome, Value, ValueType } from '../../../framework/index.js';

/** A temporary folder for a sweep. */
export class SweepFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'starling-sweep-'));

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export const at = '2026-01-01T00:00:00.000Z';
export const keyOf = (n: number): string => n.toString(16).padStart(64, '0');

/** Designs with these values, each with `replications` runs; keys count through. */
export function sweepOf(
  values: readonly Readonly<Record<string, DesignValue>>[],
  replications: number,
): SweepContent {
  return {
    name: 'tried',
    attempts: 3,
    designs: values.map((own, index) => ({ index, label: JSON.stringify(own), values: own })),
    members: values.flatMap((_, design) =>
      Array.from({ length: replications }, (_, replication) => ({
        design,
        replication,
        seed: 100 + replication,
        key: keyOf(design * replications + replication),
      })),
    ),
  };
}

export function outcomeOf(n: number, outcomes: RunOutcome['outcomes'] = { recall: n / 8 }): RunOutcome {
  return {
    digest: `d${n}`,
    steps: 10 + n,
    agents: 5,
    root: n % 2 === 0 ? null : `r${n}`,
    outcomes,
    seconds: 0.25,
    timing: { setup_s: 0.05, run_s: 0.2, stages: { detect: 0.15 } },
    peakMb: 64,
  };
}

interface TableRows {
  readonly types: Readonly<Record<string, ValueType>>;
  readonly columns: Readonly<Record<string, readonly Value[]>>;
}

/** Records of an attempt at run `n`, as one process writes them. */
export class Told {
  readonly #about: {
    readonly key: string;
    readonly attempt: number;
    readonly writer: string;
    readonly at: string;
  };
  readonly #n: number;
  readonly #rows: Record<string, number> = {};

  constructor(n: number, { attempt = 1, writer = 'host 1' } = {}) {
    this.#n = n;
    this.#about = { key: keyOf(n), attempt, writer, at };
  }

  began(): OutboxRecord {
    return { kind: 'began', ...this.#about, host: 'host', pid: 1 };
  }

  rows(table: string, { types, columns }: TableRows): OutboxRecord {
    this.#rows[table] = (this.#rows[table] ?? 0) + Object.values(columns)[0]!.length;
    return { kind: 'rows', ...this.#about, table, types, columns };
  }

  succeeded(outcome = outcomeOf(this.#n)): OutboxRecord {
    return { kind: 'succeeded', ...this.#about, outcome, rows: { ...this.#rows } };
  }

  failed(message = 'it broke'): OutboxRecord {
    return {
      kind: 'failed',
      ...this.#about,
      seconds: 1,
      failure: { reason: 'error', message, trace: 'at x' },
    };
  }

  drained(): OutboxRecord {
    return { kind: 'drained', ...this.#about };
  }
}

/** Steps `from` up to `to` of a table `model`. */
export const modelRows = (from: number, to: number, n = 0): TableRows => {
  const steps = Array.from({ length: to - from }, (_, k) => from + k);
  return {
    types: { step: 'integer', share: 'number' },
    columns: { step: steps, share: steps.map((step) => step / 4 + n) },
  };
};
