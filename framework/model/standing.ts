/** Where a model stands between two steps, besides what its fields and agents hold. */
export interface Standing {
  /** Steps done. */
  readonly step: number;
  /** Ids given so far. */
  readonly ids: number;
  readonly stopped: string | undefined;
}
