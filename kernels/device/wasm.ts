import { dirname, join } from 'node:path';
import type * as wasmBackend from '@tensorflow/tfjs-backend-wasm';
import type { Driver } from './driver.js';
import { processor } from './processor.js';
import { require } from './tfjs.js';

const NAME = '@tensorflow/tfjs-backend-wasm';

/** TFJS compiled to WebAssembly. Its threaded build needs a browser; in Node it uses one core. */
export const wasm: Driver = {
  backend: 'wasm',
  async load(options) {
    const { setThreadsCount, setWasmPaths } = require(NAME) as typeof wasmBackend;
    // Resolved from here, so that the binaries are found wherever a package manager put them.
    setWasmPaths(join(dirname(require.resolve(NAME)), '/'));
    if (options.threads !== undefined) setThreadsCount(options.threads);
  },
  describe(tf) {
    const simd = tf.env().getBool('WASM_HAS_SIMD_SUPPORT') ? ' with SIMD' : '';
    return `TFJS ${tf.version_core} in WebAssembly${simd}, one thread`;
  },
  hardware: processor,
};
