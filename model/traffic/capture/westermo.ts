import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { NORMAL, UNSCORED } from '../traffic.js';
import { candidates, locate, missing, type Places } from './locate.js';
import { poolHosts } from './pool.js';
import type { Capture } from './replay.js';
import { readTable, type Table } from './table.js';
import { timeline } from './timeline.js';

/** The numeric columns of a flow, in file order; IP addresses, MACs, times and labels are not among them. */
export const WESTERMO_FEATURES: readonly string[] = (
  'duration sPackets rPackets sBytesSum rBytesSum sBytesMax rBytesMax sBytesMin rBytesMin sBytesAvg rBytesAvg sLoad rLoad ' +
  'sPayloadSum rPayloadSum sPayloadMax rPayloadMax sPayloadMin rPayloadMin sPayloadAvg rPayloadAvg sInterPacketAvg ' +
  'rInterPacketAvg sttl rttl sAckRate rAckRate sUrgRate rUrgRate sFinRate rFinRate sPshRate rPshRate sSynRate rSynRate ' +
  'sRstRate rRstRate sWinTCP rWinTCP sFragmentRate rFragmentRate sAckDelayMax rAckDelayMax sAckDelayMin rAckDelayMin ' +
  'sAckDelayAvg rAckDelayAvg'
).split(' ');

/** Truth of a flow: the network-security-tools label, which marks the attacker's traffic only. */
const WESTERMO_LABEL = 'NST_M_Label';
export const WESTERMO_TIME = 'startOffset';
export const WESTERMO_NORMAL = 'Normal';
/**
 * Attacks that are scored. Not scored: GOOD-SSH (benign, yet 1 in the data set's binary labels) and the two MISCONF
 * classes (they label all traffic of a period, which no single flow can tell).
 */
export const WESTERMO_ATTACKS: readonly string[] = ['BAD-SSH', 'BAD-PORTSCAN1', 'BAD-PORTSCAN2', 'BAD-MITM'];
const UNSCORED_LABELS = ['GOOD-SSH', 'BAD-MISCONF', 'BAD-MISCONF-DUPLICATION'];

const VANTAGES = ['left', 'right', 'bottom'] as const;

/** Whether a header is that of a Westermo flow file. */
export const isWestermo = (names: readonly string[]): boolean =>
  [...WESTERMO_FEATURES, WESTERMO_LABEL, WESTERMO_TIME].every((name) => names.includes(name));

export interface WestermoOptions {
  readonly nodes: 'vantage' | 'host';
  readonly path?: string | undefined;
  readonly step?: number | undefined;
  readonly warmUp?: number | undefined;
  /** Warm-up records from which a host is a node of its own. */
  readonly subsample: number;
}

/**
 * The Westermo network traffic data set (Strandberg et al. 2023): flows seen from three vantage points, merged by
 * `startOffset`. A node is a vantage point, or a host: the first MAC of `sMACs`, with its vantage point.
 */
export function readWestermo(options: WestermoOptions, places: Places): Capture {
  const { files, notes } = find(options.path ?? 'westermo', places);
  const tables = files.map((file) =>
    readTable(file, { numbers: [...WESTERMO_FEATURES, WESTERMO_TIME], texts: ['sMACs', WESTERMO_LABEL] }),
  );
  const time = concatenated(tables, WESTERMO_TIME);
  const place = dirname(files[0]!);
  const cut = timeline(time, options.warmUp ?? 300, options.step ?? 20, place);
  const { label, truth, unknown } = truthOf(tables);
  return {
    name: 'Westermo network traffic data set',
    featureNames: WESTERMO_FEATURES,
    columns: WESTERMO_FEATURES.map((name) => concatenated(tables, name)),
    ...nodesOf(tables, options, cut.step),
    ...cut,
    truth,
    label,
    attackNames: WESTERMO_ATTACKS,
    notes: [
      ...notes,
      ...unknown.map(
        (word) => `The label ${JSON.stringify(word)} is not known: its rows are replayed, not scored.`,
      ),
    ],
  };
}

/** The files of the three vantage points: a split (`dev`), another one if there is only one, or the one `path` names. */
function find(path: string, places: Places): { files: string[]; notes: string[] } {
  let folder = locate(path, places);
  let split: string | undefined;
  if (folder === undefined || !statSync(folder).isDirectory()) {
    // `westermo/test` may name the files westermo/test_left.csv, …
    split = basename(path);
    folder = candidates(path, places)
      .map(dirname)
      .find((parent) => namesIn(parent).includes(`${split}_left.csv`));
  }
  if (folder === undefined) {
    throw missing(
      'The Westermo network traffic data set',
      'github.com/westermo/network-traffic-dataset (flow files, CC BY 4.0)',
      path,
      places,
    );
  }
  const names = namesIn(folder);
  const notes: string[] = [];
  const files = VANTAGES.map((vantage) => {
    const ending = `_${vantage}.csv`;
    const wanted = `${split ?? 'dev'}${ending}`;
    if (names.includes(wanted)) return join(folder, wanted);
    const others = split === undefined ? names.filter((name) => name.endsWith(ending)) : [];
    if (others.length === 1) {
      notes.push(`${vantage}: ${others[0]} is read (there is no ${wanted}).`);
      return join(folder, others[0]!);
    }
    throw new StarlingError(
      others.length === 0
        ? `The flows of vantage point ${vantage} were not found.`
        : `Several files could be the flows of vantage point ${vantage}: ${others.join(', ')}.`,
      {
        code: Exit.usage,
        place: join(folder, wanted),
        hint:
          others.length === 0
            ? 'Fetch the flow files from github.com/westermo/network-traffic-dataset and put them there.'
            : `Name the split in traffic.path, for instance ${JSON.stringify(join(path, others[0]!.slice(0, -ending.length)))}.`,
      },
    );
  });
  return { files, notes };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function concatenated(tables: readonly Table[], name: string): Float64Array {
  const all = new Float64Array(tables.reduce((rows, table) => rows + table.rows, 0));
  let at = 0;
  for (const table of tables) {
    all.set(table.numbers.get(name)!, at);
    at += table.rows;
  }
  return all;
}

function nodesOf(
  tables: readonly Table[],
  { nodes, subsample }: WestermoOptions,
  step: Int32Array,
): { node: Uint32Array; nodeNames: readonly string[] } {
  const hosts: { vantage: number; name: string }[] = [];
  const index = new Map<string, number>();
  const host = new Uint32Array(step.length);
  let row = 0;
  for (const [vantage, table] of tables.entries()) {
    const { codes, words } = table.texts.get('sMACs')!;
    const hostOfWord = words.map((word) => {
      const name =
        nodes === 'vantage' ? VANTAGES[vantage]! : `${VANTAGES[vantage]}/${word.split('/')[0] || 'unknown'}`;
      if (!index.has(name)) index.set(name, hosts.push({ vantage, name }) - 1);
      return index.get(name)!;
    });
    for (const code of codes) host[row++] = hostOfWord[code]!;
  }
  if (nodes === 'vantage') return { node: host, nodeNames: hosts.map(({ name }) => name) };
  return poolHosts({
    hosts,
    host,
    step,
    subsample,
    poolNames: VANTAGES.map((vantage) => `${vantage}/others`),
  });
}

function truthOf(tables: readonly Table[]): {
  label: Capture['label'];
  truth: Uint8Array;
  unknown: string[];
} {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const words: string[] = [];
  const codes = new Uint32Array(rows);
  const truth = new Uint8Array(rows);
  let row = 0;
  for (const table of tables) {
    const column = table.texts.get(WESTERMO_LABEL)!;
    const codeOf = column.words.map((word) =>
      words.includes(word) ? words.indexOf(word) : words.push(word) - 1,
    );
    const truthOfWord = column.words.map((word) =>
      word === WESTERMO_NORMAL ? NORMAL : WESTERMO_ATTACKS.indexOf(word) + 1 || UNSCORED,
    );
    for (const code of column.codes) {
      codes[row] = codeOf[code]!;
      truth[row++] = truthOfWord[code]!;
    }
  }
  const known = [WESTERMO_NORMAL, ...WESTERMO_ATTACKS, ...UNSCORED_LABELS];
  return { label: { codes, words }, truth, unknown: words.filter((word) => !known.includes(word)) };
}
