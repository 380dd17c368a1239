import { closeSync, openSync, readSync } from 'node:fs';
import { onDisk } from '../run/files.js';

const CHUNK = 65_536;

/** The whole lines of a text file, read as they are asked for; what follows the last line break is left out. */
export function* lines(path: string): Generator<string> {
  const file = onDisk(path, () => openSync(path, 'r'));
  try {
    const bytes = Buffer.alloc(CHUNK);
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const length = readSync(file, bytes, 0, CHUNK, null);
      if (length === 0) break;
      const pieces = (rest + decoder.decode(bytes.subarray(0, length), { stream: true })).split('\n');
      rest = pieces.pop()!;
      yield* pieces;
    }
  } finally {
    closeSync(file);
  }
}
