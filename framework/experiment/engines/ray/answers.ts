import { z } from 'zod';

/** What Ray says of a job; of its many fields those that are used. */
export const jobSchema = z.object({
  /** null for programs that joined the cluster by themselves. */
  submission_id: z.string().nullable(),
  status: z.string(),
  message: z.string().nullish(),
  error_type: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  /** Milliseconds since 1970 by the head's clock. */
  end_time: z.number().nullish(),
  driver_node_id: z.string().nullish(),
  driver_exit_code: z.number().nullish(),
});
export type RayJob = z.output<typeof jobSchema>;

export const jobsSchema = z.array(jobSchema);
export const versionSchema = z.object({ ray_version: z.string() });
export const logsSchema = z.object({ logs: z.string() });

const used = z.tuple([z.number(), z.number()]);

/** A node's resources, each as what of it is used and all of it: CPU, GPU, others. */
const nodeSchema = z.object({ CPU: used.optional(), GPU: used.optional() });
export type RayNode = z.output<typeof nodeSchema>;

/** Taken every few seconds, and null until the first is. */
export const clusterSchema = z.object({
  data: z.object({
    clusterStatus: z
      .object({
        /** Seconds since 1970 by the head's clock. */
        time: z.number(),
        loadMetricsReport: z.object({ usageByNode: z.record(z.string(), nodeSchema).nullable() }),
      })
      .nullish(),
  }),
});

/** What of the cluster's nodes was in use at a moment. */
export interface RayCluster {
  /** Milliseconds since 1970 by the head's clock. */
  readonly at: number;
  /** By the node's id. */
  readonly nodes: Readonly<Record<string, RayNode>>;
}
