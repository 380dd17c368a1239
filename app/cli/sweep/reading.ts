import { listenForSignals } from '../../run/signals.js';

/** Does work that only reads and that a signal ends at once, by way of an exit: temporary files go with it. */
export async function reading(work: () => Promise<void>): Promise<void> {
  const interruption = listenForSignals(
    () => process.exit(interruption.code),
    () => undefined,
  );
  try {
    await work();
  } finally {
    interruption.release();
  }
}
