import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';
import { onDisk, writeDurably } from '../run/files.js';
import { makeFolder } from '../run/make-folder.js';
import { GENERATOR, html, page } from './page/index.js';

/**
 * Makes the folder of a report, and takes away what an earlier report left there: that and nothing else. Until the new one is
 * whole its page says so.
 */
export function makeRoom(folder: string): void {
  onDisk(folder, () => {
    makeFolder(folder);
    if (readdirSync(folder).length > 0 && !isReport(folder))
      throw new StarlingError('the folder is not empty, and what it holds is no report', {
        code: Exit.usage,
        place: folder,
        hint: 'name another with --to, or leave --to away',
      });
    writeDurably(
      join(folder, 'index.html'),
      page('Report', html`<p>This report is being written, or was broken off.</p>`, [], html``),
    );
    for (const each of ['figures', 'data']) rmSync(join(folder, each), { recursive: true, force: true });
  });
}

function isReport(folder: string): boolean {
  const path = join(folder, 'index.html');
  return existsSync(path) && readFileSync(path, 'utf8').slice(0, 1000).includes(GENERATOR);
}
