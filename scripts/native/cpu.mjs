import { forLinux } from './library.mjs';

/**
 * TensorFlow on the processor.
 * @type {import('./library.mjs').Library}
 */
export const cpu = {
  package: '@tensorflow/tfjs-node',
  title: 'native TensorFlow',
  otherwise: 'runs use wasm. Try again: npm run native',
  entry: '',
  fromVendor: true,
  kept: ['deps', 'lib'],
  wheels: {
    'linux-x64': [
      {
        requirement: 'tensorflow-cpu==2.12.0',
        flags: forLinux('manylinux_2_17_x86_64'),
        sha256: 'e8c7047552a2d759f3e65ac13e36dd24bb5fec2e6576e848287811ec44b3d62f',
        megabytes: 232,
        members: [
          { from: 'tensorflow/libtensorflow_cc.so.2', to: 'lib/libtensorflow_cc.so.2' },
          { from: 'tensorflow/libtensorflow_framework.so.2', to: 'lib/libtensorflow_framework.so.2' },
          { from: 'tensorflow/include/tensorflow/c/', to: 'include/tensorflow/c/' },
          { from: 'tensorflow/include/tensorflow/core/platform/', to: 'include/tensorflow/core/platform/' },
          { from: 'tensorflow/include/tensorflow/tsl/', to: 'include/tensorflow/tsl/' },
          { from: 'tensorflow_cpu-2.12.0.dist-info/LICENSE', to: 'LICENSE' },
        ],
      },
    ],
  },
};
