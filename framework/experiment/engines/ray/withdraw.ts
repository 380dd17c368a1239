import { truncateSync } from 'node:fs';

/**
 * Empties the file of a shard that waits, so that its process finds nothing to do if it starts after all: Ray does not take a
 * pending job back. The file is emptied rather than deleted, since a node that opens it over a network sees its newest
 * content, but may still see a name that is gone.
 */
export function withdraw(file: string): void {
  try {
    truncateSync(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
