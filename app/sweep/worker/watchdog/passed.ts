import type { RunFailure } from '../../../../framework/index.js';
import type { RunLimits } from '../../shard.js';

const MIB = 1 << 20;

/** How a run has passed its limits; undefined where it has not. */
export function passed(limits: RunLimits, seconds: number, memory: number): RunFailure | undefined {
  if (limits.seconds !== undefined && seconds > limits.seconds) {
    const message = `it took ${seconds.toFixed(1)} s, and may take ${limits.seconds} s`;
    return { reason: 'time', message, trace: '' };
  }
  if (limits.memory !== undefined && memory > limits.memory) {
    const message = `its process held ${mib(memory)} MiB, and may hold ${mib(limits.memory)} MiB`;
    return { reason: 'memory', message, trace: '' };
  }
  return undefined;
}

const mib = (bytes: number): string => (bytes / MIB).toFixed(1);
