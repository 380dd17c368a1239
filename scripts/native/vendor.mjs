import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run, say } from './command.mjs';
import { addonFile } from './library.mjs';

/** A host that sent nothing for so long is taken for unreachable: behind some firewalls a connection just hangs. */
const patience = 20_000;

/**
 * The package's own way: its install script downloads the library from the vendor and the addon, or compiles it.
 *
 * @param {string} folder the package @tensorflow/tfjs-node
 * @throws {Error} where the vendor's host cannot be reached or the addon does not come
 */
export async function libraryFromVendor(folder) {
  say("native TensorFlow: trying the vendor's download");
  const abort = new AbortController();
  const timer = setTimeout(() => isEmpty(join(folder, 'deps')) && abort.abort(), patience);
  try {
    await run(process.execPath, [join('scripts', 'install.js')], {
      cwd: folder,
      // Its script starts node-pre-gyp by name.
      env: { PATH: `${join(folder, '..', '..', '.bin')}:${process.env['PATH'] ?? ''}` },
      signal: abort.signal,
    });
  } catch (error) {
    if (abort.signal.aborted) throw new Error("the vendor's host does not answer", { cause: error });
    throw new Error(`the vendor's download failed: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
  if (!existsSync(join(folder, addonFile))) throw new Error("the vendor's install script left no addon");
}

/** @param {string} folder */
function isEmpty(folder) {
  return !existsSync(folder) || readdirSync(folder).length === 0;
}
