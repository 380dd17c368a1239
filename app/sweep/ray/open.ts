import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { RayEngine, RayHead, rayToken } from '../../../framework/experiment/engines/ray/index.js';
import type { LoadedSettings } from '../../config/index.js';
import { dataFolder } from '../../run/data-folder.js';
import { Collector, type CollectorOptions } from '../collect/index.js';
import type { Workplace } from '../drive/engine.js';
import { readSweep } from '../file/index.js';
import { sweepPaths } from '../folder.js';
import { clusterName } from './cluster-name.js';
import { programOf } from './program.js';
import { requireShared } from './require-shared.js';
import { seenThere } from './seen-there.js';

/** A shard costs about a second and a half besides its runs; a longer one only holds up what a lost one repeats. */
const SIZE = { least: 60, most: 300 };

/**
 * Jobs of a Ray cluster, for the sweep in a folder that the nodes see too, or whose shards bring their results here.
 *
 * @throws StarlingError where the head can't be reached or used, the settings don't say how the nodes get the program, or what the
 *   sweep keeps can't be brought
 */
export async function openRay(
  folder: string,
  { settings }: LoadedSettings,
  say: (line: string) => void,
): Promise<Workplace> {
  const { compute, sweeps } = settings;
  const { ray } = sweeps;
  const place = realpathSync(folder);
  if (ray.collect !== undefined) requireShared(readSweep(place).keep, settings);
  const there = seenThere(ray.mounts);
  const program = programOf(ray);
  const resources = { cpus: ray.cpus, gpus: ray.gpus };
  const address = ray.address ?? (process.env['RAY_API_SERVER_ADDRESS'] || 'http://127.0.0.1:8265');
  const { patience, open, slots, collect } = ray;
  const head = await RayHead.connect({ address, token: rayToken(process.env), patience, open, say });
  const collector = collect && (await collectorOf(place, collect, head));
  const words = (id: string) =>
    collect === undefined
      ? ['--folder', there(place), '--shard', id]
      : ['--shard', id, '--patience', String(collect.patience)];
  return {
    engine: new RayEngine({
      head,
      sweep: clusterName(place),
      entrypoint: ({ id }) => program.command(words(id)),
      variables: collector?.variables,
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
    said: `the Ray cluster at ${head.address}${collector === undefined ? '' : `, results brought to ${collector.url}`}`,
    ...(collector === undefined ? {} : { release: () => collector.close() }),
  };
}

/** Opens it; where that can't be the head is let go of. */
async function collectorOf(
  folder: string,
  { listen, url }: Pick<CollectorOptions, 'listen' | 'url'>,
  head: RayHead,
): Promise<Collector> {
  try {
    return await Collector.open({ folder, listen, url });
  } catch (error) {
    head.close();
    throw error;
  }
}
