import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Checkout } from './checkout.js';

let checkout: Checkout;
const folder = 'node_modules/@tensorflow/tfjs-node-gpu';
const entry = `cache/tfjs-node-gpu-4.22.0-tensorflow-2.20.0-${process.platform}-${process.arch}`;

/** As much of TensorFlow as set-up asks for to see that it starts. */
const works = `
  exports.matMul = () => ({ dataSync: () => [2] });
  exports.backend = () => ({ binding: { TF_Version: '2.20.0' }, isGPUPackage: true, isUsingGpuDevice: false });`;

beforeEach(() => {
  checkout = new Checkout();
  checkout.write('node_modules/@tensorflow/tfjs-node/package.json', '{}');
});
afterEach(() => checkout.remove());

function native(...args: string[]) {
  const script = join(checkout.folder, 'scripts/native/main.mjs');
  return spawnSync(process.execPath, [script, '--cuda', ...args], {
    cwd: checkout.folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      STARLING_CACHE: join(checkout.folder, 'cache'),
      PATH: `${checkout.folder}/bin:${process.env['PATH']}`,
      PIP_NO_INDEX: '1',
      PIP_FIND_LINKS: '',
    },
  });
}

test('what was kept comes back with its package, though npm took that away', () => {
  checkout.write(`${entry}/package.json`, '{ "main": "dist/index.js" }');
  checkout.write(`${entry}/dist/index.js`, works);
  checkout.write(`${entry}/deps/lib/libtensorflow.so`, 'library');
  const { status, stderr } = native('--if-kept');
  expect(status).toBe(0);
  expect(stderr).toBe(
    `TensorFlow for CUDA: ready (2.20.0; no NVIDIA GPU was found here, from ${join(checkout.folder, entry)})\n`,
  );
  expect(existsSync(join(checkout.folder, folder, 'deps/lib/libtensorflow.so'))).toBe(true);
  expect(native().stderr).toBe('TensorFlow for CUDA: ready (2.20.0; no NVIDIA GPU was found here)\n');
});

test('nothing is fetched where only what was kept is wanted and nothing was', () => {
  checkout.standIn('npm', 'exit 1');
  expect(native('--if-kept')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(existsSync(join(checkout.folder, 'calls'))).toBe(false);
});

test('a package that is not the pinned one is not used', () => {
  checkout.standIn('npm', 'echo other > "$5/tensorflow-tfjs-node-gpu-4.22.0.tgz"');
  const { status, stderr } = native();
  expect(status).toBe(3);
  expect(stderr).toMatch(
    /TensorFlow for CUDA: not available \(.+tfjs-node-gpu-4\.22\.0\.tgz has SHA-256 .+it was not used\); .+setup\.sh --cuda/,
  );
  expect(existsSync(join(checkout.folder, folder, 'package.json'))).toBe(false);
});
