/** What comes of a sweep: taken in by who drives it, kept in its run table and in Parquet, and read by everybody. */
export { writeAnswer } from './answer.js';
export { EXPORT_FORMATS, type ExportFormat, exportSweep } from './export.js';
export { querySweep } from './query.js';
export { Results, type Told } from './results.js';
export { type RunStatus, type SweepState, type SweepStatus, statusOf } from './status.js';
