/** The cycle, stage by stage: functions from columns to columns. */
export { agree } from './agree.js';
export { broadcast } from './broadcast.js';
export { catchUp } from './catch-up.js';
export { collectRecords, fitPooled, learnCentrally } from './coordinate.js';
export { detect } from './detect.js';
export { flags } from './flags.js';
export { learn } from './learn.js';
export { fitForests, learnAlone } from './refit.js';
export { sign } from './sign.js';
export { receive } from './traffic.js';
export { validate } from './validate.js';
