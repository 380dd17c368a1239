/** What comes of a sweep: taken in by who drives it, kept in its run table and in Parquet, and read by everybody. */
export { writeAnswer } from './answer.js';
export { openSnapshot, type ResultTable, type Snapshot } from './duck.js';
export { exportSweep } from './export.js';
export { ANSWER_FORMATS, type AnswerFormat, EXPORT_FORMATS, type ExportFormat } from './formats.js';
export { type Answer, type Cell, querySweep } from './query.js';
export { Results, type Told } from './results.js';
export { type RunStatus, type SweepState, type SweepStatus, statusOf } from './status.js';
