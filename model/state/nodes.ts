import { column, Population } from '../../framework/index.js';
import type { SecurityParameters } from '../parameters.js';

/** The nodes' columns: W window capacity, F features, m suspects. */
function nodeColumns(parameters: SecurityParameters, features: number) {
  const { window, suspects } = parameters.detector;
  return {
    /** 1 where a forest has been fitted. */
    fitted: column(Uint8Array),
    /** A record is flagged when its path sum is smaller. */
    flagBound: column(Uint32Array),
    /** A record is suspect when its path sum is smaller. */
    suspectBound: column(Uint32Array),
    /** 0…1000. */
    reputation: column(Int32Array),
    /** Ring of recent records: how many it holds, and where the next one goes. */
    windowCount: column(Uint32Array),
    windowHead: column(Uint32Array),
    window: column(Uint16Array, [window, features]),
    windowDirection: column(Int8Array, [window, features]),
    /** Path sums of the window's records; written by the last fit and stale from the next append on. */
    windowPath: column(Uint32Array, [window]),
    /** Period in which a record came: the warm-up's, then one a step. */
    windowPeriod: column(Uint32Array, [window]),
    /** 1 where a record of the window is suspect to the node's forest. */
    windowSuspect: column(Uint8Array, [window]),
    /** Remembered suspects, strongest first: how many, their path sums, when they came, their directions. */
    suspectCount: column(Uint32Array),
    suspectPath: column(Uint32Array, [suspects]),
    suspectPeriod: column(Uint32Array, [suspects]),
    suspectDirection: column(Int8Array, [suspects, features]),
  };
}

export type Nodes = Population<ReturnType<typeof nodeColumns>>;

export const createNodes = (count: number, parameters: SecurityParameters, features: number): Nodes =>
  new Population(count, nodeColumns(parameters, features));
