import { run } from './command.mjs';

/** @param {string} name of the package */
const code = (name) => `
  const util = require('node:util');
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  const tf = require('${name}');
  const [two] = tf.matMul([[1, 1]], [[1], [1]]).dataSync();
  if (two !== 2) throw new Error('1 + 1 came out as ' + two);
  const { binding, isGPUPackage, isUsingGpuDevice } = tf.backend();
  const where = isUsingGpuDevice ? ' on a GPU' : '; no NVIDIA GPU was found here';
  console.log('version ' + binding.TF_Version + (isGPUPackage ? where : ''));
`;

/**
 * Starts TensorFlow in a process of its own, which may crash.
 * @param {string} root folder from which the package is found
 * @param {import('./library.mjs').Library} library
 * @returns {Promise<string>} the library's version, and whether that for CUDA found a GPU
 * @throws {Error} with the loader's complaint
 */
export async function probe(root, library) {
  const output = await run(process.execPath, ['-e', code(library.package)], {
    cwd: root,
    show: false,
    env: { TF_CPP_MIN_LOG_LEVEL: '3' },
  });
  return /^version (.+)$/m.exec(output)?.[1] ?? 'unknown';
}
