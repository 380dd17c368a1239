import { z } from 'zod';

const path = () => z.string().min(1).max(4096);

const collect = z
  .strictObject({
    listen: z
      .string()
      .max(300)
      .regex(/^(\[[0-9A-Fa-f:.]+\]|[\w.-]+):\d{1,5}$/)
      .describe('HOST:PORT that the driver listens at, as 10.0.0.5:8299'),
    url: z
      .string()
      .max(4096)
      .regex(/^https?:\/\/[^\s/]+(\/\S*)?$/)
      .describe(
        'an address by which the nodes reach it, as http://10.0.0.5:8299; that of `listen` where absent',
      )
      .optional(),
    patience: z
      .number()
      .min(0)
      .max(604_800)
      .describe('Most seconds that a shard which has ended waits for a driver that it can not reach.')
      .default(3600),
  })
  .describe("How shards that can't see the sweep's folder bring their results.");

/** How shards run on a Ray cluster (`sweeps.ray`); docs/ray.md. The token is no setting: RAY_AUTH_TOKEN has it. */
export const raySettings = z.strictObject({
  address: path()
    .describe(
      "Address of the head's dashboard; RAY_API_SERVER_ADDRESS, or http://127.0.0.1:8265, where absent.",
    )
    .optional(),
  slots: z
    .int()
    .min(1)
    .max(100_000)
    .describe('Shards that run at once; as many as fit the nodes where absent.')
    .optional(),
  cpus: z.int().min(1).max(1024).describe('Cores of a shard.').default(1),
  gpus: z.number().min(0).max(64).describe('GPUs of a shard, or its share of one.').default(0),
  program: path()
    .describe("Folder of Starling on the nodes, or a shared one; this program's own where absent.")
    .optional(),
  ship: z
    .boolean()
    .describe('Whether the program is sent to the nodes, which then have its packages in `modules`.')
    .default(false),
  modules: path().describe('Folder node_modules on the nodes, for a program that is sent.').optional(),
  node: path().describe('The Node.js program on the nodes.').default('node'),
  mounts: z
    .array(
      z
        .string()
        .max(8192)
        .regex(/^\/[^:]*:\/[^:]*$/)
        .describe('FOLDER:FOLDER, absolute, as /home/me:/mnt/me'),
    )
    .max(100)
    .describe('Folders that the nodes see elsewhere: here and there.')
    .default([]),
  patience: z
    .number()
    .min(0)
    .max(86_400)
    .describe('Most seconds to wait for a head that can not be reached.')
    .default(120),
  collect: collect.optional(),
  open: z
    .boolean()
    .describe('Whether to go on without a token, or with a head that answers anybody.')
    .default(false),
});

export type RaySettings = z.output<typeof raySettings>;
