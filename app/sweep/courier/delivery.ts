import { closeSync, existsSync, openSync, readSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { MOST_BYTES } from '../collect/index.js';
import { Wake } from '../drive/wake.js';
import { sweepPaths } from '../folder.js';
import type { Counter } from './counter.js';
import { Showing } from './showing.js';

/** Milliseconds between two looks where nothing tells of a change; each asks whether the sweep is drained. */
const LOOK = 2000;
/** While somebody looks on. */
const WATCHED = 250;

/**
 * Brings what is appended to a shard's outbox to the driver as it comes, and says in its folder when it is to begin no other run,
 * and what somebody wishes to see of it.
 *
 * @param folder in which the shard is done
 * @param ended settles when nothing is appended any more; what is there then is brought before this settles
 */
export async function deliver(
  id: string,
  folder: string,
  counter: Counter,
  ended: Promise<unknown>,
): Promise<void> {
  const paths = sweepPaths(folder);
  const outbox = paths.outbox(id);
  const showing = new Showing(folder, id, counter);
  const wake = new Wake();
  wake.watch(dirname(outbox));
  let isOver = false;
  void ended.then(() => {
    isOver = true;
    wake.ring();
  });
  try {
    for (let at = 0; ; ) {
      // Asked before the file is looked at: then nothing is appended after.
      const wasOver = isOver;
      const bytes = existsSync(outbox) ? pieceOf(outbox, at) : Buffer.alloc(0);
      if (wasOver && bytes.length === 0) return;
      const { size, drain, wish } = await counter.bring(at, bytes);
      if (drain) writeFileSync(paths.drain, '');
      showing.hear(wish);
      showing.bring();
      const isMore = bytes.length === MOST_BYTES || size < at;
      // A power cut may have taken back what was there.
      at = Math.min(size, at + bytes.length);
      if (!isMore && !isOver) await wake.wait(showing.isWatched ? WATCHED : LOOK);
    }
  } finally {
    wake.close();
  }
}

/** Bytes of a file from an offset on, as many as one request takes. */
function pieceOf(path: string, offset: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.allocUnsafe(MOST_BYTES);
    return bytes.subarray(0, readSync(file, bytes, 0, MOST_BYTES, offset));
  } finally {
    closeSync(file);
  }
}
