import { Option } from 'commander';
import { type LoadedSettings, loadSettings, type Override, parseSet } from '../config/index.js';

/** Options that several commands share. */
export interface CommonOptions {
  readonly set?: readonly string[];
  readonly config?: string;
}

const gather = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

export const setOption = (): Option =>
  new Option(
    '--set <path=value>',
    'set one value of the scenario or the settings; may be repeated',
  ).argParser(gather);

export const configOption = (): Option =>
  new Option('--config <file>', 'configuration file (default: STARLING_CONFIG, ./config.yaml)');

export const overridesOf = ({ set }: CommonOptions): Override[] => (set ?? []).map(parseSet);

/** The settings that a command runs under. */
export function settingsOf(
  options: CommonOptions,
  warn: (line: string) => void,
  overrides: readonly Override[] = overridesOf(options),
): LoadedSettings {
  return loadSettings({ config: options.config, variables: process.env, overrides, warn });
}
