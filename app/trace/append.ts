import { closeSync, openSync, writeFileSync } from 'node:fs';
import { onDisk } from '../run/files.js';

/** Lines that are held until they are flushed. */
export interface Appender {
  line(text: string): void;
  flush(): void;
  close(): void;
}

/** A new text file that lines are added to. */
export function appendTo(path: string): Appender {
  const file = onDisk(path, () => openSync(path, 'wx', 0o644));
  let held: string[] = [];
  const flush = () => {
    const text = held.join('');
    held = [];
    onDisk(path, () => writeFileSync(file, text));
  };
  return {
    line: (text) => held.push(`${text}\n`),
    flush,
    close: () => {
      flush();
      closeSync(file);
    },
  };
}
