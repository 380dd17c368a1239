/** What is written to the terminal: frames as differences, a recording of them, and the way back. */
export { type CastOptions, CastWriter } from './cast.js';
export { type Guarded, giveBack, guard, type Input, RESTORE } from './guard.js';
export { type Output, type Recorder, Screen } from './screen.js';
