/** The terminal's process, forked by the run's: `app/tui/protocol.ts` says what they tell one another. */

import { constants, setPriority } from 'node:os';

// Drawing takes what the run leaves of the cores.
try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // A system that forbids it is drawn on all the same.
}
const { serve } = await import('./process.js');
serve();
