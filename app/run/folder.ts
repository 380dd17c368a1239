import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';
import { onDisk, syncFolder } from './files.js';
import { makeFolder } from './make-folder.js';

/** Makes the folder of a run: `<runs>/<name>-<seed>-<n>` with the first free n, or the one asked for. */
export function makeRunFolder(where: {
  out?: string | undefined;
  runs: string;
  name: string;
  seed: number | string;
}): string {
  const { out, runs, name, seed } = where;
  return out === undefined ? makeNext(runs, `${name}-${fileName(seed)}`) : makeNamed(out, 'a run');
}

/** Makes the folder of a sweep: `<sweeps>/<name>-<n>` with the first free n, or the one asked for. */
export function makeSweepFolder(where: { out?: string | undefined; sweeps: string; name: string }): string {
  const { out, sweeps, name } = where;
  return out === undefined ? makeNext(sweeps, name) : makeNamed(out, 'a sweep');
}

/** `<parent>/<stem>-<n>` with the first free n. */
function makeNext(parent: string, stem: string): string {
  return onDisk(parent, () => {
    makeFolder(parent);
    for (let n = 1; ; n++) {
      const path = join(parent, `${stem}-${n}`);
      try {
        mkdirSync(path); // fails where it exists, so two runs never share one
        syncFolder(parent);
        return path;
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
    makeFolder(path);
    for (let at = path; at !== folder; at = dirname(at)) syncFolder(dirname(at));
    return path;
  });
}

function makeNamed(out: string, what: string): string {
  return onDisk(out, () => {
    makeFolder(out);
    const inside = readdirSync(out).length;
    if (inside > 0) {
      throw new StarlingError(
        `the folder is not empty (${inside} ${inside === 1 ? 'entry' : 'entries'}); ${what} is never written over another`,
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
