/**
 * Makes one file of the terminal's process and the packages it draws with: loading them one by one takes half a second
 * of a core beside a run that has only begun.
 */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** A package that Ink takes only for debugging and that is not installed. */
const debuggers = {
  name: 'no-debuggers',
  /** @param {string} id */
  resolveId: (id) => (id === 'react-devtools-core' ? '\0none' : null),
  /** @param {string} id */
  load: (id) => (id === '\0none' ? 'export default undefined;' : null),
};

/** @param {string} folder What the compiler wrote; its `app/tui/terminal/process.js` is replaced. */
export async function bundleTerminal(folder) {
  const input = join(folder, 'app', 'tui', 'terminal', 'process.js');
  const bundle = await rolldown({
    input,
    platform: 'node',
    plugins: [debuggers],
    // React's other build spends most of a frame on checks.
    transform: { define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' } },
  });
  await bundle.write({ file: `${input}.bundled`, format: 'esm', codeSplitting: false });
  await bundle.close();
  renameSync(`${input}.bundled`, input);
}
