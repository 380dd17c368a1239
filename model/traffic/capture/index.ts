export type { TextColumn } from './columns.js';
export { FixedPoint, signedLog } from './fixed.js';
export { requireColumn } from './header.js';
export { type CaptureContext, type CaptureParameters, openCapture } from './open.js';
export { readRecords } from './records.js';
export { type Capture, type CaptureFacts, CaptureTraffic } from './replay.js';
export { readTable, type Table, type TableRequest } from './table.js';
export {
  isWestermo,
  WESTERMO_ATTACKS,
  WESTERMO_FEATURES,
  WESTERMO_NORMAL,
  WESTERMO_TIME,
} from './westermo.js';
