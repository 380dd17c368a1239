/** What is asked for with a job. */
export interface RayJobRequest {
  /** Unique on the cluster. */
  readonly submission_id: string;
  /** A command line of the node's shell. */
  readonly entrypoint: string;
  /** Cores. */
  readonly entrypoint_num_cpus: number;
  /** GPUs, or a share of one. */
  readonly entrypoint_num_gpus: number;
  /** Comes back with the job. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Its variables and its code. */
  readonly runtime_env: {
    readonly env_vars: Readonly<Record<string, string>>;
    readonly working_dir?: string;
  };
}
