import type { HostKernels, Normals, RandomBits, SyntheticTraffic } from '../kernels.js';
import { drawsEach } from '../random/fill.js';
import { normalTable } from '../random/normal.js';
import { nodesOf } from '../traffic.js';
import type { Addon, CompiledOptions } from './addon.js';

/** The kernels of an addon that draw. */
export function compiledDraws(
  addon: Addon,
  { threads, implementation = 0 }: CompiledOptions,
): Pick<HostKernels, 'randomBits' | 'normals' | 'traffic'> {
  const table = normalTable as Int16Array;
  const common = ({ key, stream, step }: Pick<RandomBits, 'key' | 'stream' | 'step'>) =>
    [implementation, threads, key[0], key[1], stream, step] as const;
  return {
    randomBits(job: RandomBits) {
      drawsEach(job.agents, job.out);
      addon.randomBits(...common(job), job.agents, job.out);
    },
    normals(job: Normals) {
      drawsEach(job.agents, job.out);
      addon.normals(...common(job), job.agents, table, job.out);
    },
    traffic(job: SyntheticTraffic) {
      nodesOf(job);
      const { features, rows, centres, shifts, reach, records, attacks } = job;
      addon.traffic(...common(job), features, rows, centres, shifts, reach, table, records, attacks);
    },
  };
}
