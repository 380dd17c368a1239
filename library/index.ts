/** Models to run by their name and to learn from: each a folder, with its source named in its README. */
import type { z } from 'zod';
import type { Model, Seed, Sink } from '../framework/index.js';
import { ForestFire, type ForestFireInput, forestFireParameters } from './forest-fire/index.js';

export * from './forest-fire/index.js';

/** A model that tells how large it is and what it decided. */
export interface LibraryModel extends Model {
  /** Its agents: objects, or rows of its columns. */
  readonly size: number;
  /** SHA-256 over every collected row and the state as it stands. */
  readonly digest: string;
}

export interface CreateOptions {
  /** Checked by the model; what is left out has its default. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Where collected rows go. */
  readonly sinks?: readonly Sink[];
}

export interface LibraryEntry {
  readonly name: string;
  /** One line. */
  readonly description: string;
  readonly parameters: z.ZodObject;
  /** Steps of a run that asks for no number. */
  readonly steps: number;
  /** A pure function of its arguments. @throws StarlingError for parameters out of range */
  create(seed: Seed, options?: CreateOptions): LibraryModel;
}

export const LIBRARY: readonly LibraryEntry[] = [
  {
    name: 'forest-fire',
    description: 'lightning strikes a forest that grows again (Drossel and Schwabl 1992)',
    parameters: forestFireParameters,
    steps: 1000,
    create: (seed, { parameters = {}, sinks = [] } = {}) =>
      new ForestFire(seed, { parameters: parameters as ForestFireInput, sinks }),
  },
];
