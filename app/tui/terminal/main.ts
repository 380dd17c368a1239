/** The terminal's process, forked by the run's: `app/tui/protocol.ts` says what they tell one another. */

// React takes this at its first import: its other build spends most of a frame on checks.
process.env['NODE_ENV'] ??= 'production';
const { serve } = await import('./process.js');
serve();

export {};
