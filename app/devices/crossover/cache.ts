import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Cost } from './cost.js';

/** What a measurement holds for: on any other machine, driver or version it is made anew. */
export interface MeasuredOn {
  readonly version: string;
  readonly node: string;
  readonly host: string;
  readonly processor: string;
  /** Cores that kernels may use. */
  readonly threads: number;
  /** What the processor's kernels are. */
  readonly kernels: string;
  /** The GPU with its driver. */
  readonly gpu: string;
}

export interface Costs {
  readonly gpu: Cost;
  readonly processor: Cost;
}

const cost = z.strictObject({
  start: z.number().min(0),
  step: z.number().min(0),
  record: z.number().min(0),
});
const stored = z.strictObject({
  on: z.record(z.string(), z.union([z.string(), z.number()])),
  costs: z.strictObject({ gpu: cost, processor: cost }),
});

/** Starling's folder for what can be made again: `STARLING_CACHE`, or `starling` in the user's cache folder. */
export function cacheFolder(variables: NodeJS.ProcessEnv = process.env): string {
  const { STARLING_CACHE, XDG_CACHE_HOME } = variables;
  return STARLING_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'starling');
}

/** Measurements that are kept in files of a folder, one for all that they depend on. */
export class CostCache {
  readonly #folder: string;

  constructor(folder = cacheFolder()) {
    this.#folder = join(folder, 'crossover');
  }

  /** Undefined where there is none, or the file is damaged or of another machine. */
  read(on: MeasuredOn): Costs | undefined {
    try {
      const found = stored.parse(JSON.parse(readFileSync(this.#file(on), 'utf8')));
      return canonical(found.on) === canonical({ ...on }) ? found.costs : undefined;
    } catch {
      return undefined;
    }
  }

  /** A folder that can't be written to keeps none: the next run measures again. */
  write(on: MeasuredOn, costs: Costs): void {
    const file = this.#file(on);
    const fresh = `${file}.${process.pid}`;
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(fresh, `${JSON.stringify({ on, costs }, null, 2)}\n`);
      renameSync(fresh, file);
    } catch {
      if (existsSync(fresh)) rmSync(fresh);
    }
  }

  #file(on: MeasuredOn): string {
    const name = createHash('sha256')
      .update(canonical({ ...on }))
      .digest('hex')
      .slice(0, 16);
    return join(this.#folder, `${name}.json`);
  }
}

const canonical = (on: Readonly<Record<string, string | number>>): string =>
  JSON.stringify(Object.entries(on).sort(([a], [b]) => (a < b ? -1 : 1)));
