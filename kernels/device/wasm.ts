import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Driver } from './driver.js';
import { processor } from './processor.js';

/** TFJS compiled to WebAssembly. Its threaded build needs a browser; in Node it uses one core. */
export const wasm: Driver = {
  backend: 'wasm',
  async load(options) {
    const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    // Resolved from here, so that the binaries are found wherever a package manager put them.
    const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(join(dirname(main), '/'));
    if (options.threads !== undefined) setThreadsCount(options.threads);
  },
  describe(tf) {
    const simd = tf.env().getBool('WASM_HAS_SIMD_SUPPORT') ? ' with SIMD' : '';
    return `TFJS ${tf.version_core} in WebAssembly${simd}, one thread`;
  },
  hardware: processor,
};
