/** What a design gives a parameter: what a YAML file can say. */
export type DesignValue =
  | number
  | string
  | boolean
  | null
  | readonly DesignValue[]
  | { readonly [key: string]: DesignValue };

/** One combination of parameters in a sweep; each of its replications is a run. */
export interface Design {
  /** Its place among the designs, from 0. */
  readonly index: number;
  /** Told apart by people: what differs between designs, as `sharing=none, consensus.quorum=0.1`. */
  readonly label: string;
  /** Values by the dotted path of the parameter. */
  readonly values: Readonly<Record<string, DesignValue>>;
}

/** Some parameters with a value each, by the path of the parameter. */
export type Combination = Readonly<Record<string, DesignValue>>;
