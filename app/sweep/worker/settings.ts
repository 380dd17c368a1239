import { type LoadedSettings, Tree } from '../../config/index.js';
import { settingsSchema } from '../../config/settings.js';
import type { Shard } from '../shard.js';

/** The settings that a shard's runs have: what it says of kernels, and the built-in ones. */
export const settingsOf = ({ compute }: Pick<Shard, 'compute'>): LoadedSettings => ({
  settings: settingsSchema.parse({ compute }),
  tree: new Tree(),
  file: undefined,
});
