import type { Driver } from './driver.js';
import { processor } from './processor.js';

/** Plain TFJS: JavaScript on one core, and nothing to install. */
export const cpu: Driver = {
  backend: 'cpu',
  async load() {
    await import('@tensorflow/tfjs-backend-cpu');
  },
  describe: (tf) => `plain TFJS ${tf.version_core}, one thread`,
  hardware: processor,
};
