/** Takes in, over HTTP, what shards say that run where the sweep's folder can't be seen. */
export { Collector, type CollectorOptions } from './collector.js';
export {
  type Desk,
  deskOf,
  GAP,
  MOST_BYTES,
  OTHERS,
  SHARD_GONE,
  type Taken,
  withoutDesk,
} from './protocol.js';
