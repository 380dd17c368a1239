import { forLinux } from './library.mjs';

const version = '2.20.0';

/**
 * TensorFlow for NVIDIA GPUs: the library of the plain Linux wheel, and the CUDA libraries that the wheel's extra
 * `and-cuda` names, in the oldest versions that it allows. The library looks for them in the folder `nvidia` beside its
 * own, so nobody has to set a search path.
 *
 * The vendor's own download is of CUDA 11.2 and brings no CUDA libraries.
 * @type {import('./library.mjs').Library}
 */
export const cuda = {
  package: '@tensorflow/tfjs-node-gpu',
  title: 'TensorFlow for CUDA',
  otherwise: 'the other devices are not touched by that. Try again: scripts/setup.sh --cuda',
  entry: `-tensorflow-${version}`,
  fromVendor: false,
  // With the package itself, which `npm ci` takes away: no lock file names it.
  kept: ['package.json', 'dist', 'deps', 'lib'],
  tarball: 'afd5599ee1662e732c00a0ad1f52a3d001bdc118a1f44bd592a0a0ebf2daa4c7',
  wheels: {
    'linux-x64': [
      {
        requirement: `tensorflow==${version}`,
        flags: forLinux('manylinux_2_17_x86_64'),
        sha256: '481499fd0f824583de8945be61d5e827898cdaa4f5ea1bc2cc28ca2ccff8229e',
        megabytes: 621,
        members: [
          { from: 'tensorflow/libtensorflow_cc.so.2', to: 'lib/libtensorflow_cc.so.2' },
          { from: 'tensorflow/libtensorflow_framework.so.2', to: 'lib/libtensorflow_framework.so.2' },
          { from: 'tensorflow/include/tensorflow/c/', to: 'include/tensorflow/c/' },
          { from: 'tensorflow/include/tensorflow/core/platform/', to: 'include/tensorflow/core/platform/' },
          { from: 'tensorflow/include/tsl/platform/', to: 'include/tsl/platform/' },
          { from: 'tensorflow/include/xla/tsl/c/', to: 'include/xla/tsl/c/' },
          { from: 'tensorflow/include/LICENSE', to: 'LICENSE' },
        ],
      },
      nvidia('cublas', '12.5.3.2', 'ca070ad70e9fa6654084575d01bd001f30cc4665e33d4bb9fc8e0f321caa034b', 363),
      nvidia('cuda_cupti', '12.5.82', 'bde77a5feb66752ec61db2adfe47f56b941842825b4c7e2068aff27c9d107953', 14),
      nvidia('cuda_nvcc', '12.5.82', 'b03e545b8e8c3ce7ebcd7fc44063180ff52ff01d064ece2127ed90a04ef12cd0', 22, [
        'bin',
        'nvvm',
      ]),
      nvidia('cuda_nvrtc', '12.5.82', '3dbd97b0104b4bfbc3c4f8c79cd2496307c89c43c29a9f83125f1d76296ff3fd', 25),
      nvidia(
        'cuda_runtime',
        '12.5.82',
        '3e79a060e126df40fd3a068f3f787eb000fa51b251ec6cd97d09579632687115',
        1,
      ),
      nvidia('cudnn', '9.3.0.75', '9ad9c6929ebb5295eb4a1728024666d1c88283373e265a0c5c883e6f9d5cd76d', 577),
      nvidia('cufft', '11.2.3.61', '9a6e8df162585750f61983a638104a48c756aa13f9f48e19ab079b38e3c828b8', 193),
      nvidia('curand', '10.3.6.82', '2823fb27de4e44dbb22394a6adf53aa6e1b013aca0f8c22867d1cfae58405536', 56),
      nvidia(
        'cusolver',
        '11.6.3.83',
        '93cfafacde4428b71778eeb092ec615a02a3d05404da1bcf91c53e3fa1bce42b',
        130,
      ),
      nvidia('cusparse', '12.5.1.3', '016df8e993c437e8301e62739f01775cba988fd5253cd4c64173f8e8d2f8e752', 218),
      nvidia('nccl', '2.25.1', '362aed5963fb9ea2ed2f264409baae30143498fd0e5c503aeaa1badd88cdc54a', 201),
      nvidia('nvjitlink', '12.5.82', 'f9b37bc5c8cf7509665cb6ada5aaa0ce65618f2332b7d3e78e9790511f111212', 21),
    ],
  },
};

/**
 * @param {string} name of the library, as the wheel's folder has it
 * @param {string} release
 * @param {string} sha256
 * @param {number} megabytes
 * @param {readonly string[]} folders of the wheel that are needed to run programs
 * @returns {import('./library.mjs').Wheel}
 */
function nvidia(name, release, sha256, megabytes, folders = ['lib']) {
  const taken = folders.map((folder) => `nvidia/${name}/${folder}/`);
  return {
    requirement: `nvidia-${name.replaceAll('_', '-')}-cu12==${release}`,
    flags: forLinux('manylinux2014_x86_64', 'manylinux1_x86_64'),
    sha256,
    megabytes,
    members: [
      ...taken.map((path) => ({ from: path, to: path })),
      { from: `nvidia_${name}_cu12-${release}.dist-info/License.txt`, to: `nvidia/${name}/License.txt` },
    ],
  };
}
