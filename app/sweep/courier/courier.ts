import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { temporaryFolder } from '../../run/temporary.js';
import { programPath } from '../../version.js';
import { type Desk, withoutDesk } from '../collect/index.js';
import { sweepPaths } from '../folder.js';
import { Counter } from './counter.js';
import { deliver } from './delivery.js';

/**
 * Has a shard done by a worker in a folder of its own, and brings what comes of it to the driver. The worker goes on while the
 * driver can't be reached; once it has ended the driver is waited for.
 *
 * @param patience seconds
 * @returns the exit code: the worker's, once all that it said was brought
 * @throws StarlingError where that can't be
 */
export async function carry(id: string, desk: Desk, patience: number): Promise<number> {
  const soon = () => performance.now() + 1000 * patience;
  let deadline = soon();
  const counter = new Counter(desk, id, () => deadline);
  const { path: folder, remove } = temporaryFolder('starling-shard-');
  try {
    const shard = await counter.shard();
    if (shard === '') return Exit.ok;
    if ((await counter.bring(0, new Uint8Array())).size > 0)
      throw new StarlingError('another process has begun the shard already', { place: id });
    const paths = sweepPaths(folder);
    for (const path of [paths.shard(id), paths.outbox(id)]) mkdirSync(dirname(path), { recursive: true });
    writeFileSync(paths.shard(id), shard);
    deadline = Number.POSITIVE_INFINITY;
    const worker = start(folder, id);
    void worker.ended.then(() => {
      deadline = soon();
    });
    try {
      await deliver(id, folder, counter, worker.ended);
    } finally {
      worker.kill();
      await worker.ended;
    }
    return await worker.ended;
  } finally {
    counter.close();
    remove();
  }
}

/**
 * Starts the worker's process, with Node's options as they are here; `ended` settles with its exit code, of one that was
 * killed with that of a failure.
 */
function start(folder: string, id: string): { readonly ended: Promise<number>; kill(): void } {
  const child = spawn(
    process.execPath,
    [...process.execArgv, programPath('app/sweep/worker/main'), '--folder', folder, '--shard', id],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: withoutDesk(process.env),
    },
  );
  const ended = new Promise<number>((done) => {
    const failed = (how: string) => {
      process.stderr.write(`starling: the worker's process ${how}\n`);
      done(Exit.failure);
    };
    child.on('error', ({ message }) => failed(`could not be started: ${message}`));
    child.on('close', (code, signal) => {
      if (code === null) failed(`was ended by ${signal}`);
      else done(code);
    });
  });
  return { ended, kill: () => void child.kill('SIGKILL') };
}
