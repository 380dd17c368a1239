import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { RayEngine, RayHead, rayToken } from '../../../framework/experiment/engines/ray/index.js';
import type { LoadedSettings } from '../../config/index.js';
import { dataFolder } from '../../run/data-folder.js';
import type { Workplace } from '../drive/engine.js';
import { sweepPaths } from '../folder.js';
import { clusterName } from './cluster-name.js';
import { programOf } from './program.js';
import { seenThere } from './seen-there.js';

/** A shard costs about a second and a half besides its runs; a longer one only holds up what a lost one repeats. */
const SIZE = { least: 60, most: 300 };

/**
 * Jobs of a Ray cluster, for the sweep in a folder that the nodes see too.
 *
 * @throws StarlingError where the head can't be reached or used, or the settings don't say how the nodes get the program
 */
export async function openRay(
  folder: string,
  { settings }: LoadedSettings,
  say: (line: string) => void,
): Promise<Workplace> {
  const { compute, sweeps } = settings;
  const { ray } = sweeps;
  const place = realpathSync(folder);
  const there = seenThere(ray.mounts);
  const program = programOf(ray);
  const resources = { cpus: ray.cpus, gpus: ray.gpus };
  const address = ray.address ?? (process.env['RAY_API_SERVER_ADDRESS'] || 'http://127.0.0.1:8265');
  const { patience, open, slots } = ray;
  const head = await RayHead.connect({ address, token: rayToken(process.env), patience, open, say });
  return {
    engine: new RayEngine({
      head,
      sweep: clusterName(place),
      entrypoint: ({ id }) => program.command(['--folder', there(place), '--shard', id]),
      code: program.code,
      resources,
      slots,
      hasBegun: (id) => existsSync(sweepPaths(place).outbox(id)),
      output: sweepPaths(place).output,
    }),
    plan: {
      size: SIZE,
      resources,
      compute: { ...compute, threads: compute.threads ?? ray.cpus },
      dataFolder: there(resolve(dataFolder())),
    },
    poll: 500,
    said: `the Ray cluster at ${head.address}`,
  };
}
