// A step and its stages

export { RunClock } from './clock.js';
export { Scheduler, type Stage, stage } from './scheduler.js';
