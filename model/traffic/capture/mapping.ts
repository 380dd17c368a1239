import { Exit, StarlingError } from '../../../framework/errors.js';
import { NORMAL, UNSCORED } from '../traffic.js';
import type { TextColumn } from './columns.js';
import { quoted } from './header.js';
import { locate, missing, type Places } from './locate.js';
import { poolHosts } from './pool.js';
import type { Capture } from './replay.js';
import { readTable } from './table.js';
import { timeline } from './timeline.js';

const MAX_ATTACKS = 254;
const MAX_FEATURES = 1024;

/** How a CSV file is read as traffic: see the traffic source `csv` of the scenario schema. */
export interface CsvMapping {
  readonly file: string;
  readonly time: string;
  readonly host: string;
  readonly features: 'numeric' | readonly string[];
  readonly label?: string | undefined;
  readonly normal: readonly string[];
  readonly ignore: readonly string[];
  readonly step?: number | undefined;
  readonly warmUp?: number | undefined;
  /** Warm-up records from which a host is a node of its own. */
  readonly subsample: number;
}

/** Any CSV file with a time in seconds and a host column. */
export function readMapped(mapping: CsvMapping, places: Places): Capture {
  const { time, host, label, features } = mapping;
  const file = locate(mapping.file, places);
  if (file === undefined) throw missing('The CSV file', 'where it was made', mapping.file, places);
  const bookkeeping = label === undefined ? [time, host] : [time, host, label];
  const table = readTable(file, {
    numbers: features === 'numeric' ? [time] : [time, ...features],
    texts: label === undefined ? [host] : [host, label],
    ...(features === 'numeric' ? { otherNumbers: { except: bookkeeping } } : {}),
  });
  const featureNames =
    features === 'numeric'
      ? [...table.numbers.keys()].filter((name) => !bookkeeping.includes(name))
      : [...features];
  if (featureNames.length === 0 || featureNames.length > MAX_FEATURES) {
    throw new StarlingError(
      `The file has ${featureNames.length} numeric columns besides time, host and label.`,
      {
        code: Exit.usage,
        place: `${file}:1`,
        hint: `List 1 to ${MAX_FEATURES} columns under traffic.features.`,
      },
    );
  }
  const cut = timeline(table.numbers.get(time)!, mapping.warmUp ?? 300, mapping.step ?? 20, file);
  const hosts = table.texts.get(host)!;
  const labels = label === undefined ? unlabelled(table.rows) : table.texts.get(label)!;
  const attackNames = attacksOf(labels.words, mapping, file);
  const truthOfWord = labels.words.map((word) =>
    label === undefined || mapping.ignore.includes(word) ? UNSCORED : attackNames.indexOf(word) + 1 || NORMAL,
  );
  return {
    name: file,
    featureNames,
    columns: featureNames.map((name) => table.numbers.get(name)!),
    ...poolHosts({
      hosts: hosts.words.map((name) => ({ vantage: 0, name: name === '' ? 'unknown' : name })),
      host: hosts.codes,
      step: cut.step,
      subsample: mapping.subsample,
      poolNames: ['others'],
    }),
    ...cut,
    truth: Uint8Array.from(labels.codes, (code) => truthOfWord[code]!),
    label: labels,
    attackNames: label === undefined ? [] : attackNames,
    notes: label === undefined ? ['No label column is named: records are replayed, not scored.'] : [],
  };
}

const unlabelled = (rows: number): TextColumn => ({ codes: new Uint32Array(rows), words: ['unlabelled'] });

/** Labels that are neither normal nor ignored, sorted. */
function attacksOf(words: readonly string[], { normal, ignore, label }: CsvMapping, file: string): string[] {
  if (label === undefined) return [];
  const attacks = words.filter((word) => !normal.includes(word) && !ignore.includes(word)).sort();
  if (attacks.length > MAX_ATTACKS) {
    throw new StarlingError(`Column ${quoted(label)} holds ${attacks.length} labels that are not normal.`, {
      code: Exit.usage,
      place: `${file}:1`,
      hint: `At most ${MAX_ATTACKS} attacks are told apart. Is it the label column? Normal: ${normal.join(', ')}.`,
    });
  }
  return attacks;
}
