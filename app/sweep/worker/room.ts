import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/** Frees what earlier runs left before one begins that may hold so many bytes, where they hold half of it. */
export function makeRoom(limit: number | undefined): void {
  if (limit === undefined || process.memoryUsage.rss() < limit / 2) return;
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
