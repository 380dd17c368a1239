/** What a report reads of a sweep: the sweep as resolved, its run table, and the rows that its runs collected. */
export { type CurveOf, type Curves, readCurves } from './curves.js';
export { Figures } from './figures.js';
export { type Bins, ModelRows } from './rows.js';
export { FAILURES, type FailedRun, type ReportedSweep, readReported, SETUP } from './sweep.js';
