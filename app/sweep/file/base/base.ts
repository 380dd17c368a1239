import type { LoadedSettings, Override, Tree } from '../../../config/index.js';
import type { Subject } from '../../shard.js';
import type { SweepFile } from '../schema.js';

/** What a base is made from. */
export interface BaseRequest {
  readonly sweep: SweepFile;
  /** The sweep file as read, and its name. */
  readonly tree: Tree;
  readonly file: string;
  readonly settings: LoadedSettings;
  /** `set` of the sweep: below variables and the command line. */
  readonly set: readonly Override[];
  /** From the command line, of the base. */
  readonly overrides: readonly Override[];
  readonly warn: (line: string) => void;
}

/** What designs change: a scenario, or the parameters of a model. */
export interface Base {
  readonly subject: Subject;
  /** `security`, or the name of a model. */
  readonly model: string;
  /** SHA-256 over the code of a module of the user's own. */
  readonly code: string | undefined;
  /** The seed that the base's own file names, unchecked, with its place. */
  readonly seed: Override | undefined;
  /** Everything of one design; its seed is left out. @throws InvalidInput with every problem and its place */
  resolve(changes: readonly Override[]): ResolvedBase;
}

export interface ResolvedBase {
  /** As a shard has it. */
  readonly scenario: Readonly<Record<string, unknown>>;
  /** The part of it that results depend on, with the storage of a model. */
  readonly parameters: Readonly<Record<string, unknown>>;
}
