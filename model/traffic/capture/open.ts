import { Exit, StarlingError } from '../../../framework/errors.js';
import type { RandomStreams } from '../../../framework/random/index.js';
import type { TrafficParameters } from '../../parameters.js';
import { readMapped } from './mapping.js';
import { readNslKdd } from './nsl-kdd.js';
import { type Capture, CaptureTraffic } from './replay.js';
import { readWestermo } from './westermo.js';

export type CaptureParameters = Exclude<TrafficParameters, { source: 'synthetic' }>;

/** What a capture is opened with besides its own parameters. */
export interface CaptureContext {
  /** STARLING_DATA. */
  readonly dataFolder: string;
  /** Folder of the scenario file: paths that are not in the data folder are relative to it. */
  readonly baseFolder: string;
  /** Nodes asked for: NSL-KDD is dealt to as many (20 by default), other captures bring their own. */
  readonly agents?: number | undefined;
  /** ψ: hosts with fewer records in the warm-up are pooled. */
  readonly subsample: number;
  readonly streams: RandomStreams;
}

const NSL_KDD_NODES = 20;

/**
 * Opens the capture that a scenario names.
 *
 * @throws StarlingError (exit code 2) when a file is missing (says what to fetch from where) or malformed, or when the
 *   capture has another number of nodes than asked for.
 */
export function openCapture(parameters: CaptureParameters, context: CaptureContext): CaptureTraffic {
  const traffic = new CaptureTraffic(read(parameters, context));
  if (context.agents !== undefined && context.agents !== traffic.nodes) {
    throw new StarlingError(
      `The capture has ${traffic.nodes} nodes, the scenario asks for ${context.agents}.`,
      {
        code: Exit.usage,
        place: 'agents',
        hint: 'Leave agents out: a capture brings its own nodes.',
      },
    );
  }
  return traffic;
}

function read(parameters: CaptureParameters, context: CaptureContext): Capture {
  const { subsample, streams } = context;
  switch (parameters.source) {
    case 'westermo':
      return readWestermo({ ...parameters, subsample }, context);
    case 'nsl-kdd':
      return readNslKdd({ ...parameters, agents: context.agents ?? NSL_KDD_NODES }, context, streams);
    case 'csv':
      return readMapped({ ...parameters, subsample }, context);
  }
}
