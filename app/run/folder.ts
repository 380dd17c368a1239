import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';
import { onDisk, syncFolder } from './files.js';

/** Makes the folder of a run: `<runs>/<name>-<seed>-<n>` with the first free n, or the one asked for. */
export function makeRunFolder(where: {
  out?: string | undefined;
  runs: string;
  name: string;
  seed: number | string;
}): string {
  if (where.out !== undefined) return makeNamed(where.out);
  return onDisk(where.runs, () => {
    mkdirSync(where.runs, { recursive: true });
    const stem = join(where.runs, `${where.name}-${fileName(where.seed)}`);
    for (let n = 1; ; n++) {
      try {
        mkdirSync(`${stem}-${n}`); // fails where it exists, so two runs never share one
        syncFolder(where.runs);
        return `${stem}-${n}`;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      }
    }
  });
}

/** A folder inside a run's folder. */
export function makeSubfolder(folder: string, ...parts: readonly string[]): string {
  const path = join(folder, ...parts);
  return onDisk(path, () => {
    mkdirSync(path, { recursive: true });
    for (let at = path; at !== folder; at = dirname(at)) syncFolder(dirname(at));
    return path;
  });
}

function makeNamed(out: string): string {
  return onDisk(out, () => {
    mkdirSync(out, { recursive: true });
    const inside = readdirSync(out).length;
    if (inside > 0) {
      throw new StarlingError(
        `the folder is not empty (${inside} ${inside === 1 ? 'entry' : 'entries'}); a run is never written over another`,
        {
          code: Exit.usage,
          place: out,
          hint: 'name another with --out, or leave --out away and one is chosen',
        },
      );
    }
    syncFolder(dirname(out));
    return out;
  });
}

/** A seed as part of a file name. */
function fileName(seed: number | string): string {
  return String(seed)
    .replace(/[^A-Za-z0-9._-]/g, '_')
    .slice(0, 40);
}
