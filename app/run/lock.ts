import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';

/** In a run's folder while it runs. */
export const LOCK = '.lock';

/** Does work with a run's folder to itself. @throws StarlingError where another process runs in it */
export async function locked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = await lockRun(folder);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** Whether another process has a run's folder to itself. */
export async function isLocked(folder: string): Promise<boolean> {
  const path = join(folder, LOCK);
  if (!existsSync(path)) return false;
  const { openSqlite } = await import('../../framework/sqlite.js');
  const database = openSqlite(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
  } finally {
    database.close();
  }
}

/**
 * Takes a run's folder for this process. The lock is the operating system's, on an empty SQLite file: it goes with its
 * process, however that ends, and a process number that is used again means nothing.
 *
 * @throws StarlingError where another process runs in it
 */
async function lockRun(folder: string): Promise<{ release(): void }> {
  const { openSqlite } = await import('../../framework/sqlite.js');
  const path = join(folder, LOCK);
  let database: ReturnType<typeof openSqlite> | undefined;
  try {
    database = openSqlite(path, { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') throw busy(folder);
    // Some file systems have no locks; where nothing can be written the manifest says so better.
    return { release: () => undefined };
  }
  const held = database;
  return {
    release() {
      held.close();
      rmSync(path, { force: true });
    },
  };
}

const busy = (folder: string): StarlingError =>
  new StarlingError('another process runs it', {
    code: Exit.usage,
    place: folder,
    hint: 'wait for it to end, or end it; a run is gone on with by one process only',
  });
