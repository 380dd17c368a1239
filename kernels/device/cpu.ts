import type { Driver } from './driver.js';
import { processor } from './processor.js';
import { require } from './tfjs.js';

/** Plain TFJS: JavaScript on one core, and nothing to install. */
export const cpu: Driver = {
  backend: 'cpu',
  async load() {
    require('@tensorflow/tfjs-backend-cpu');
  },
  describe: (tf) => `plain TFJS ${tf.version_core}, one thread`,
  hardware: processor,
};
