import { COUNTS, OUTCOMES } from '../../run/result.js';

/** Figures that every run of the security model has, by which thresholds are checked before anything runs. */
export const SECURITY_FIGURES: readonly string[] = [
  ...OUTCOMES,
  ...COUNTS,
  ...['fits', 'ledger_rows', 'messages', 'bytes'],
];
