/** The report of a sweep: one page that needs no other file, with its figures and their numbers beside it. */
export { type ReportOptions, type WrittenReport, writeReport } from './write.js';
