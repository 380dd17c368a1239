/** What is written to the terminal: frames as differences, a recording of them, and the way back. */
export { CastWriter } from './cast.js';
export { RESTORE } from './codes.js';
export { type Guarded, giveBack, guard } from './guard.js';
export { type Output, type Recorder, Screen } from './screen.js';
