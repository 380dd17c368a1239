import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 put less into each function that it compiles: a third of its own limit. The security model's functions call
 * many others a few times and leave the work to the kernels, so its runs take as long, and of 500 runs of
 * `smoke` a worker compiles for 0.7 s, not 1.0 s.
 */
export const inlineLess = (): void => setFlagsFromString('--max-inlined-bytecode-size-cumulative=300');
