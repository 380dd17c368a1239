import { createRequire } from 'node:module';
import type * as tfjs from '@tensorflow/tfjs-core';

/**
 * Packages of TFJS are required and not imported: of what is imported from CommonJS, Node reads every line for names that may be
 * exported, which takes it longer here than running them.
 */
export const require = createRequire(import.meta.url);

/** The core of TFJS that all backends register with. */
export const tf = require('@tensorflow/tfjs-core') as typeof tfjs;
