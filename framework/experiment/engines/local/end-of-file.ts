import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

/** The last `most` bytes of a text file, from the beginning of a line on; empty where there is none. */
export function endOfFile(path: string, most: number): string {
  if (!existsSync(path)) return '';
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, most));
    const read = readSync(file, bytes, 0, bytes.length, size - bytes.length);
    const text = bytes.subarray(0, read).toString();
    return size > most ? text.slice(text.indexOf('\n') + 1) : text;
  } finally {
    closeSync(file);
  }
}
