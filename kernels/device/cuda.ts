import type { Driver } from './driver.js';
import { DeviceError } from './error.js';
import {
  BACKEND,
  type LibraryPackage,
  libraryVersion,
  loadedPackage,
  loadLibrary,
  placeOfLibrary,
} from './library.js';
import { describeGpu, firstVisibleGpu, hasDriver, missingLibraries, nvidiaGpu } from './nvidia.js';

const library: LibraryPackage = {
  device: 'cuda',
  name: '@tensorflow/tfjs-node-gpu',
  setUp: 'run scripts/setup.sh --cuda in a checkout (docs/gpu.md)',
};

/** TensorFlow's C++ library on an NVIDIA GPU, through the package @tensorflow/tfjs-node-gpu. */
export const cuda: Driver = {
  backend: BACKEND,
  async load(options) {
    // Asked first: without a GPU nothing that could be set up would help.
    if (!hasDriver()) {
      throw unavailable(
        'no NVIDIA GPU was found: there is no driver for one (libcuda.so.1)',
        'choose --device auto; what a GPU needs is in docs/gpu.md',
      );
    }
    if (loadedPackage() !== undefined && loadedPackage() !== library.name) {
      throw new DeviceError(
        'busy',
        'cuda',
        'TensorFlow for the CPU is loaded in this process, which can have one TensorFlow',
        'ask for cuda in a process of its own',
      );
    }
    prepareGpu();
    await loadLibrary(library, options);
    if (placeOfLibrary() !== 'cpu') return;
    const missing = missingLibraries(library.name);
    if (missing.length > 0) {
      throw unavailable(`CUDA libraries are missing: ${missing.join(', ')}`, library.setUp);
    }
    throw unavailable(
      'TensorFlow found no NVIDIA GPU that it can use, and fell back to the CPU',
      'does nvidia-smi show one, and does CUDA_VISIBLE_DEVICES hide it? (docs/gpu.md)',
    );
  },
  describe: (tf) => `TensorFlow ${libraryVersion(tf)} on ${describeGpu()}`,
  hardware: () => ({ chip: 'an NVIDIA GPU', kind: 'gpu', ...nvidiaGpu() }),
};

/** The library reads these when it loads; what a user set stands. */
function prepareGpu(): void {
  // Else it takes all of the GPU's memory at once, and the next process gets none.
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  // So that CUDA and nvidia-smi number the GPUs alike.
  process.env['CUDA_DEVICE_ORDER'] ??= 'PCI_BUS_ID';
  // Of several GPUs TFJS would use the last, and TensorFlow prepare all of them.
  process.env['CUDA_VISIBLE_DEVICES'] = firstVisibleGpu();
}

const unavailable = (message: string, hint: string): DeviceError =>
  new DeviceError('unavailable', 'cuda', message, hint);
