import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { scenarioSchema } from '../../../../app/config/index.js';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { type OutboxRecord, readOutbox } from '../../../../app/sweep/outbox/index.js';
import type { Assignment, Shard } from '../../../../app/sweep/shard.js';
import { version } from '../../../../app/version.js';
import { LocalEngine, type ShardState } from '../../../../framework/index.js';
import { Folder, inRepository } from '../../starling.js';

export const WORKER = inRepository('dist/app/sweep/worker/main.js');
export const ODD = fileURLToPath(new URL('./odd.mjs', import.meta.url));

/** The scenario of a text as a sweep resolves it: without its seed. */
export function resolved(text: string, changes: object = {}): object {
  const { seed: _, ...scenario } = scenarioSchema.parse({ ...parse(text), ...changes });
  return scenario;
}

export const keyOf = (name: string): string => createHash('sha256').update(name).digest('hex');

type Parts = Partial<Omit<Shard, 'id' | 'runs'>> & { readonly runs: readonly Partial<Assignment>[] };

/** The folder of a sweep without a driver. */
export class Bench extends Folder {
  constructor() {
    super();
    mkdirSync(join(this.path, 'shards'));
    mkdirSync(join(this.path, 'outbox'));
  }

  /** Writes a shard; its runs have the keys of their places where they name none. */
  shard(id: string, { runs, ...parts }: Parts): Shard {
    const shard: Shard = {
      id,
      subject: { kind: 'model', model: ODD, storage: 'objects' },
      designs: { 0: {} },
      version: version(),
      keep: 'tables',
      limits: { seconds: undefined, memory: undefined },
      compute: { device: 'cpu', threads: 1, kernels: 'auto', memory_budget: 1 << 30 },
      dataFolder: this.path,
      runs: runs.map((run, i) => ({
        key: keyOf(`${id} ${i}`),
        design: 0,
        seed: i + 1,
        attempt: 1,
        ...run,
      })),
      ...parts,
    };
    writeFileSync(sweepPaths(this.path).shard(id), JSON.stringify(shard));
    return shard;
  }

  records(id: string): OutboxRecord[] {
    return [...readOutbox(sweepPaths(this.path).outbox(id))].flatMap(({ records }) => records);
  }

  kinds(id: string): string[] {
    return this.records(id).map(({ kind }) => kind);
  }

  /** The first record of a shard for which `is` holds, as soon as it is there. */
  record(id: string, is: (record: OutboxRecord) => boolean): Promise<OutboxRecord> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.records(id).find(is);
        if (found === undefined) return;
        watcher.close();
        resolve(found);
      };
      const watcher = watch(join(this.path, 'outbox'), look);
      look();
    });
  }

  /** A process that does one shard. */
  start(id: string): ChildProcess {
    return spawn(process.execPath, [WORKER, '--folder', this.path, '--shard', id], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }

  /** Does one shard to its end. */
  async work(id: string): Promise<{ code: number | null; signal: NodeJS.Signals | null; err: string }> {
    const child = this.start(id);
    let err = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    return { code, signal, err };
  }
}

/** The engine of this machine, with workers for the shards of a bench. */
export const engineOf = ({ path }: Bench, slots: number): LocalEngine =>
  new LocalEngine({
    slots,
    command: () => ({ command: process.execPath, args: [WORKER, '--folder', path, '--serve'] }),
    log: (id) => sweepPaths(path).output(id),
    grace: 60_000,
  });

/** Settles when a shard is in a state. */
export function reached(engine: LocalEngine, id: string, state: ShardState): Promise<void> {
  return new Promise((resolve) => {
    const look = async () => {
      if ((await engine.list()).find((shard) => shard.id === id)?.state !== state) return;
      stop();
      resolve();
    };
    const stop = engine.onChange(look);
    void look();
  });
}

/** Has a shard done to its end; `then` is called when it has been handed to its process. */
export async function submitTo(engine: LocalEngine, id: string, then?: () => void): Promise<void> {
  await engine.submit({ id, file: `shards/${id}.json` }, { cpus: 1, gpus: 0 });
  then?.();
  await reached(engine, id, 'succeeded');
}
