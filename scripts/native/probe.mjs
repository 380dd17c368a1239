import { run } from './command.mjs';
import { tfjsNode } from './library.mjs';

const code = `
  const util = require('node:util');
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  const tf = require('${tfjsNode}');
  const [two] = tf.matMul([[1, 1]], [[1], [1]]).dataSync();
  if (two !== 2) throw new Error('1 + 1 came out as ' + two);
  console.log('version ' + tf.backend().binding.TF_Version);
`;

/**
 * Starts TensorFlow in a process of its own, which may crash.
 * @param {string} root folder from which the package is found
 * @returns {Promise<string>} the library's version
 * @throws {Error} with the loader's complaint
 */
export async function probe(root) {
  const output = await run(process.execPath, ['-e', code], {
    cwd: root,
    show: false,
    env: { TF_CPP_MIN_LOG_LEVEL: '3' },
  });
  return /^version (.+)$/m.exec(output)?.[1] ?? 'unknown';
}
