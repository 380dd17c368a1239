import type { Driver } from './driver.js';
import { DeviceError } from './error.js';
import {
  BACKEND,
  type LibraryPackage,
  libraryVersion,
  loadedThreads,
  loadLibrary,
  placeOfLibrary,
} from './library.js';
import { processor } from './processor.js';

const library: LibraryPackage = {
  device: 'tensorflow',
  name: '@tensorflow/tfjs-node',
  setUp: 'run scripts/setup.sh in a checkout, or choose --device wasm (docs/platforms.md)',
};

/** TensorFlow's C++ library on the CPU, through the optional package @tensorflow/tfjs-node. */
export const tensorflow: Driver = {
  backend: BACKEND,
  async load(options) {
    // The library for CUDA computes on the CPU where it found no GPU: then it serves here as well.
    await loadLibrary(library, options);
    if (placeOfLibrary() !== 'gpu') return;
    throw new DeviceError(
      'busy',
      'tensorflow',
      'TensorFlow for CUDA is loaded in this process, which can have one TensorFlow',
      'it starts in a process of its own: --device tensorflow',
    );
  },
  describe(tf) {
    const threads = loadedThreads() === 1 ? 'one thread' : `${loadedThreads()} threads`;
    return `TensorFlow ${libraryVersion(tf)} on the CPU, ${threads}`;
  },
  hardware: processor,
};
