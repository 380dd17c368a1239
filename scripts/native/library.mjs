/** The TensorFlow library that set-up can take from PyPI, and where it goes. */
export const tfjsNode = '@tensorflow/tfjs-node';

/**
 * One wheel a platform. Any pip can fetch it: these flags pick the file, not the Python that runs pip.
 * `sha256` was measured on the file that PyPI serves.
 * @type {Record<string, { requirement: string, flags: readonly string[], sha256: string } | undefined>}
 */
export const wheels = {
  'linux-x64': {
    requirement: 'tensorflow-cpu==2.12.0',
    flags: [
      '--python-version',
      '3.11',
      '--implementation',
      'cp',
      '--abi',
      'cp311',
      '--platform',
      'manylinux_2_17_x86_64',
    ],
    sha256: 'e8c7047552a2d759f3e65ac13e36dd24bb5fec2e6576e848287811ec44b3d62f',
  },
};

/** What is taken out of the wheel, and what it is called in the package's `deps` folder. */
export const members = [
  { from: 'tensorflow/libtensorflow_cc.so.2', to: 'lib/libtensorflow_cc.so.2' },
  { from: 'tensorflow/libtensorflow_framework.so.2', to: 'lib/libtensorflow_framework.so.2' },
  { from: 'tensorflow/include/tensorflow/c/', to: 'include/tensorflow/c/' },
  { from: 'tensorflow/include/tensorflow/core/platform/', to: 'include/tensorflow/core/platform/' },
  { from: 'tensorflow/include/tensorflow/tsl/', to: 'include/tensorflow/tsl/' },
  { from: 'tensorflow_cpu-2.12.0.dist-info/LICENSE', to: 'LICENSE' },
];

/** Names under which tfjs-node and its addon look for the library. */
export const links = [
  { name: 'lib/libtensorflow.so', target: 'libtensorflow_cc.so.2' },
  { name: 'lib/libtensorflow.so.2', target: 'libtensorflow_cc.so.2' },
  { name: 'lib/libtensorflow_framework.so', target: 'libtensorflow_framework.so.2' },
];

/** The addon, as node-pre-gyp names it for Node-API 8. */
export const addonFile = 'lib/napi-v8/tfjs_binding.node';
