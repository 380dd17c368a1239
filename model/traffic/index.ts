/** Where traffic comes from: generated, or replayed from a capture. */
import { Exit, type NetworkSpace, type RandomStreams, StarlingError } from '../../framework/index.js';
import type { Kernels } from '../../kernels/index.js';
import type { SecurityParameters } from '../parameters.js';
import { type CaptureTraffic, openCapture } from './capture/index.js';
import { SyntheticTraffic } from './synthetic.js';
import type { TrafficSource } from './traffic.js';

export * from './capture/index.js';
export { SyntheticTraffic } from './synthetic.js';
export {
  NORMAL,
  type TrafficBatch,
  type TrafficSource,
  type TrafficStep,
  UNSCORED,
  type WarmUp,
} from './traffic.js';

export interface TrafficContext {
  readonly random: RandomStreams;
  readonly kernels: Pick<Kernels, 'traffic' | 'columns'>;
  readonly network: (nodes: number) => NetworkSpace;
  /** STARLING_DATA: where captures lie. */
  readonly dataFolder: string;
  /** Folder of the scenario file. */
  readonly baseFolder: string;
  /** Captures that were opened before: runs that differ in nothing else share them. */
  readonly captures?: Map<string, CaptureTraffic>;
}

/** Opens the traffic that a scenario names. */
export function openTraffic(parameters: SecurityParameters, context: TrafficContext): TrafficSource {
  const { agents, steps, traffic, detector } = parameters;
  if (traffic.source !== 'synthetic') {
    const { random: streams, dataFolder, baseFolder, captures } = context;
    const { subsample } = detector;
    // NSL-KDD is dealt to nodes by the seed; other captures are the same whatever it is.
    const seed = traffic.source === 'nsl-kdd' ? streams.seed : null;
    const key = JSON.stringify([traffic, agents, subsample, dataFolder, baseFolder, seed]);
    const known = captures?.get(key);
    if (known !== undefined) return known;
    const opened = openCapture(traffic, { dataFolder, baseFolder, agents, subsample, streams });
    captures?.set(key, opened);
    return opened;
  }
  if (agents === undefined || steps === undefined) {
    const missing = agents === undefined ? 'agents' : 'steps';
    throw new StarlingError(`Synthetic traffic needs ${missing}.`, {
      code: Exit.usage,
      place: missing,
      hint: `Give ${missing} in the scenario, or --${missing}.`,
    });
  }
  return new SyntheticTraffic(traffic, {
    nodes: agents,
    steps,
    warmUp: detector.window,
    network: context.network(agents),
    random: context.random,
    kernels: context.kernels,
  });
}
