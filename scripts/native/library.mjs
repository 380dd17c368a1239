/**
 * A TensorFlow library that set-up can put in place: for the processor (`cpu.mjs`) or for NVIDIA GPUs (`cuda.mjs`).
 *
 * @typedef {object} Wheel
 * @property {string} requirement name and version, as pip takes them
 * @property {readonly string[]} flags pick the file, not the Python that runs pip: any pip can fetch it
 * @property {string} sha256 measured on the file that PyPI serves
 * @property {number} megabytes to download
 * @property {readonly Member[]} members what is taken out of it
 *
 * @typedef {{ from: string, to: string }} Member names in the wheel and in the package's `deps` folder; a folder ends
 * in "/"
 *
 * @typedef {object} Library
 * @property {string} package the npm package whose addon loads it
 * @property {string} title how set-up calls it
 * @property {string} otherwise what set-up says where it cannot be had
 * @property {string} entry its folder in the cache, after version and platform of the package
 * @property {boolean} fromVendor whether the package's own download is tried first
 * @property {readonly string[]} kept parts of the package's folder that the cache keeps
 * @property {string} [tarball] SHA-256 of the package's archive, where npm does not install it with the others
 * @property {Readonly<Record<string, readonly Wheel[] | undefined>>} wheels by platform
 */

/** Version of the packages tfjs-node and tfjs-node-gpu, the one of all TFJS packages. */
export const tfjsVersion = '4.22.0';

/** @param {...string} platforms that a wheel may have been built for */
export const forLinux = (...platforms) => [
  '--python-version',
  '3.11',
  '--implementation',
  'cp',
  '--abi',
  'cp311',
  ...platforms.flatMap((platform) => ['--platform', platform]),
];

/** Names under which tfjs-node and its addon look for the library, in `deps`. */
export const links = [
  { name: 'lib/libtensorflow.so', target: 'libtensorflow_cc.so.2' },
  { name: 'lib/libtensorflow.so.2', target: 'libtensorflow_cc.so.2' },
  { name: 'lib/libtensorflow_framework.so', target: 'libtensorflow_framework.so.2' },
];

/** The addon, as node-pre-gyp names it for Node-API 8. */
export const addonFile = 'lib/napi-v8/tfjs_binding.node';
