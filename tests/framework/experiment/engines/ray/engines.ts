import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { RayEngine, type RayEngineOptions } from '../../../../../framework/experiment/engines/ray/index.js';
import { Reach } from './reach.js';

export const ONE = { cpus: 1, gpus: 0 };

/** Engines for a fake head and a folder with shards, both new for each test of a file. */
export class Engines {
  readonly reach = new Reach();
  folder!: string;

  constructor() {
    beforeEach(() => {
      this.folder = mkdtempSync(join(tmpdir(), 'starling-ray-'));
      mkdirSync(join(this.folder, 'shards'));
    });
    afterEach(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  readonly engine = async (options: Partial<RayEngineOptions> = {}): Promise<RayEngine> =>
    new RayEngine({
      head: await this.reach.connect(),
      sweep: 'sw',
      fresh: 0,
      entrypoint: ({ id }) => `exec node main.js --shard ${id}`,
      resources: ONE,
      ...options,
    });

  /** Makes a shard's file. */
  readonly shard = (id: string): { readonly id: string; readonly file: string } => {
    const file = join(this.folder, 'shards', `${id}.json`);
    writeFileSync(file, '{ "runs": [1] }');
    return { id, file };
  };

  /** Submits shards, after the count that must come first. */
  readonly submit = async (to: RayEngine, ...ids: string[]): Promise<void> => {
    await to.free();
    for (const id of ids) await to.submit(this.shard(id), ONE);
  };
}
