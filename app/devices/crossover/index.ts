/** From what size on a GPU repays its start here, by measurement. */
export { type Preference, preferGpu } from './prefer-gpu.js';
export { type Work, workOf } from './work.js';
