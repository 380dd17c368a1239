import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run, say } from './command.mjs';
import { addonFile } from './library.mjs';

/**
 * Compiles the addon of tfjs-node or tfjs-node-gpu against the library in its `deps`; Node-API keeps it good for every
 * Node from 20 on.
 *
 * @param {string} folder the package
 * @param {string} title how set-up calls the library
 * @throws {Error} where there is no compiler or it fails
 */
export async function buildAddon(folder, title) {
  say(`${title}: compiling its addon (about half a minute)`);
  const options = [
    '--module_name=tfjs_binding',
    `--module_path=${join(folder, dirname(addonFile))}`,
    '--napi_version=8',
    '--napi_build_version=8',
    ...(await headers()),
  ];
  await run(process.execPath, [await nodeGyp(), 'rebuild', '--release', ...options], { cwd: folder });
  if (!existsSync(join(folder, addonFile))) throw new Error('node-gyp reported success but left no addon');
}

/** npm brings node-gyp along: `npm run` names it, otherwise it lies in npm's own folder. */
async function nodeGyp() {
  const named = process.env['npm_config_node_gyp'];
  if (named !== undefined && existsSync(named)) return named;
  const modules = (await run('npm', ['root', '--global'], { show: false })).trim().split('\n').at(-1) ?? '';
  return join(modules, 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
}

/** Where this Node's headers lie beside it nothing has to be downloaded; a user's own setting goes first. */
async function headers() {
  if (process.env['npm_config_nodedir'] !== undefined)
    return [`--nodedir=${process.env['npm_config_nodedir']}`];
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? [`--nodedir=${prefix}`] : [];
}
