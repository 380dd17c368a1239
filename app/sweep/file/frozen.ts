import { z } from 'zod';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { type DesignValue, SAMPLE_METHODS, type Seed, spawnSeeds } from '../../../framework/index.js';
import { writeDurably } from '../../run/files.js';
import { readJson } from '../../run/manifest.js';
import { sweepPaths } from '../folder.js';
import { KEEPS } from '../shard.js';
import { parseThreshold, type Threshold } from '../thresholds/index.js';
import type { LoadedSweep, Member } from './loaded.js';

const FORMAT = 1;

const values = z.record(z.string(), z.custom<DesignValue>());
const group = z.record(z.string(), z.unknown());

/** `sweep.json`. What all designs have in common stands there once. */
const frozenSchema = z.object({
  format: z.literal(FORMAT),
  name: z.string(),
  description: z.string().nullable(),
  file: z.string(),
  subject: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('scenario'), folder: z.string() }),
    z.object({ kind: z.literal('model'), model: z.string(), storage: z.enum(['objects', 'columns']) }),
  ]),
  version: z.string(),
  code: z.string().nullable(),
  seed: z.custom<Seed>((seed) => typeof seed === 'number' || typeof seed === 'string'),
  replications: z.int().min(1),
  keep: z.enum(KEEPS),
  limits: z.object({ seconds: z.number().nullable(), memory: z.number().nullable(), attempts: z.int() }),
  sample: z
    .object({
      method: z.enum(SAMPLE_METHODS),
      count: z.int(),
      parameters: z.array(z.string()),
      designs: z.int(),
    })
    .nullable(),
  thresholds: z.array(z.object({ text: z.string(), where: values })),
  common: group,
  designs: z.array(z.object({ label: z.string(), values, scenario: group, keys: z.array(z.string()) })),
});

type Frozen = z.output<typeof frozenSchema>;

/** Writes `sweep.json` into a sweep's folder, durably: with it the sweep can be gone on with, whatever becomes of its file. */
export function writeSweep(folder: string, sweep: LoadedSweep): void {
  const { designs, members, description, code, sample, limits, thresholds, ...rest } = sweep;
  const { replications } = sweep;
  const common = commonOf(designs.map(({ scenario }) => scenario as Group));
  const head = {
    format: FORMAT,
    ...rest,
    description: description ?? null,
    code: code ?? null,
    sample: sample ?? null,
    limits: { ...limits, seconds: limits.seconds ?? null, memory: limits.memory ?? null },
    thresholds: thresholds.map(({ text, where }) => ({ text, where })),
    common,
  };
  const lines = designs.map(({ design: { index, label, values }, scenario }) => {
    const own = Object.fromEntries(Object.entries(scenario).filter(([key]) => !Object.hasOwn(common, key)));
    const keys = members.slice(index * replications, (index + 1) * replications).map(({ key }) => key);
    return JSON.stringify({ label, values, scenario: own, keys });
  });
  const text = JSON.stringify(head, null, 2).slice(0, -2);
  writeDurably(sweepPaths(folder).manifest, `${text},\n  "designs": [\n${lines.join(',\n')}\n]}\n`);
}

/** The sweep of a folder, as it was resolved. @throws StarlingError where there is none, or its file is damaged */
export function readSweep(folder: string): LoadedSweep {
  const path = sweepPaths(folder).manifest;
  const hint = 'name the folder of a sweep, such as sweeps/westermo-arms-1';
  const result = frozenSchema.safeParse(readJson(path, hint));
  if (!result.success)
    throw new StarlingError('this is no sweep as this version of Starling writes it', {
      code: Exit.usage,
      place: path,
      hint,
    });
  const { format, description, code, sample, limits, thresholds, common, designs, ...rest } = result.data;
  return {
    ...rest,
    description: description ?? undefined,
    code: code ?? undefined,
    sample: sample ?? undefined,
    limits: {
      seconds: limits.seconds ?? undefined,
      memory: limits.memory ?? undefined,
      attempts: limits.attempts,
    },
    thresholds: thresholds.map(({ text, where }) => ({ ...(parseThreshold(text) as Threshold), where })),
    designs: designs.map(({ label, values, scenario }, index) => ({
      design: { index, label, values },
      scenario: { ...common, ...scenario },
    })),
    members: membersOf(result.data),
  };
}

function membersOf({ seed: root, replications, designs }: Frozen): Member[] {
  const seeds = spawnSeeds(root, replications);
  return designs.flatMap(({ keys }, design) =>
    seeds.map((seed, replication) => ({ design, replication, seed, key: keys[replication]! })),
  );
}

type Group = Readonly<Record<string, unknown>>;

/** Keys with their values that all groups have alike. */
function commonOf([first, ...others]: readonly Group[]): Group {
  return Object.fromEntries(
    Object.entries(first ?? {}).filter(([key, value]) => {
      const text = JSON.stringify(value);
      return others.every((other) => other[key] === value || JSON.stringify(other[key]) === text);
    }),
  );
}
