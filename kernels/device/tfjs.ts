import { createRequire } from 'node:module';
import type * as tfjs from '@tensorflow/tfjs-core';

/**
 * The core of TFJS that all backends register with. Required and not imported: of what it imports from CommonJS, Node reads
 * every line for names that may be exported, which takes it longer here than running them.
 */
export const tf = createRequire(import.meta.url)('@tensorflow/tfjs-core') as typeof tfjs;
