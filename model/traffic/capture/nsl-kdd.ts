import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RandomStreams } from '../../../framework/random/index.js';
import { NORMAL } from '../traffic.js';
import { locate, missing, type Places } from './locate.js';
import { bySeed, byService } from './partition.js';
import type { Capture } from './replay.js';
import { readTable, type Table } from './table.js';

const NAMES = (
  'duration protocol_type service flag src_bytes dst_bytes land wrong_fragment urgent hot num_failed_logins logged_in ' +
  'num_compromised root_shell su_attempted num_root num_file_creations num_shells num_access_files num_outbound_cmds ' +
  'is_host_login is_guest_login count srv_count serror_rate srv_serror_rate rerror_rate srv_rerror_rate same_srv_rate ' +
  'diff_srv_rate srv_diff_host_rate dst_host_count dst_host_srv_count dst_host_same_srv_rate dst_host_diff_srv_rate ' +
  'dst_host_same_src_port_rate dst_host_srv_diff_host_rate dst_host_serror_rate dst_host_srv_serror_rate ' +
  'dst_host_rerror_rate dst_host_srv_rerror_rate attack difficulty'
).split(' ');

const NOT_FEATURES = ['protocol_type', 'service', 'flag', 'attack', 'difficulty'];

/** The 38 numeric features. */
export const NSL_KDD_FEATURES: readonly string[] = NAMES.filter((name) => !NOT_FEATURES.includes(name));

/** Attack names by family, as the KDD Cup 1999 task and the data set's authors group them; other names are `unknown`. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  DoS: 'back land neptune pod smurf teardrop apache2 mailbomb processtable udpstorm'.split(' '),
  Probe: 'ipsweep nmap portsweep satan mscan saint'.split(' '),
  R2L: (
    'ftp_write guess_passwd imap multihop phf spy warezclient warezmaster httptunnel named sendmail snmpgetattack ' +
    'snmpguess worm xlock xsnoop'
  ).split(' '),
  U2R: 'buffer_overflow loadmodule perl rootkit ps sqlattack xterm'.split(' '),
};
const ATTACKS = [...Object.keys(FAMILIES), 'unknown'];

const TRAIN = ['KDDTrain+_20Percent.txt', 'KDDTrain+.txt'];
const TEST = ['KDDTest+.txt'];

export interface NslKddOptions {
  readonly split: 'train' | 'test';
  readonly partition: 'service' | 'seeded';
  /** Records of a step for each node, in the mean. */
  readonly records: number;
  readonly path?: string | undefined;
  readonly agents: number;
}

/**
 * NSL-KDD (Tavallaee et al. 2009). The train file fills the windows whatever its labels, and the test file is replayed in
 * file order, `agents · records` rows a step; with `split: train` the first half of the train file fills the windows and
 * the second half is replayed. The data has no host column: rows are dealt to nodes by service or by seed.
 */
export function readNslKdd(options: NslKddOptions, places: Places, streams: RandomStreams): Capture {
  const { agents, split } = options;
  const path = options.path ?? 'nsl-kdd';
  const tables = (split === 'test' ? [TRAIN, TEST] : [TRAIN]).map((names) =>
    readTable(find(path, names, places), {
      names: NAMES,
      numbers: NSL_KDD_FEATURES,
      texts: ['service', 'attack'],
    }),
  );
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const warm = split === 'test' ? tables[0]!.rows : Math.ceil(rows / 2);
  const service = texts(tables, 'service');
  const label = texts(tables, 'attack');
  const truthOfWord = label.words.map((word) => {
    if (word === 'normal') return NORMAL;
    const family = Object.values(FAMILIES).findIndex((names) => names.includes(word));
    return family < 0 ? ATTACKS.length : family + 1;
  });
  const perStep = agents * options.records;
  const partition = options.partition === 'service' ? byService : bySeed;
  return {
    name: 'NSL-KDD',
    nodeNames: Array.from({ length: agents }, (_, i) => `node-${i}`),
    featureNames: NSL_KDD_FEATURES,
    columns: NSL_KDD_FEATURES.map((name) => numbers(tables, name, rows)),
    order: Uint32Array.from({ length: rows }, (_, row) => row),
    node: partition(service, warm, agents, streams.stream('capture.partition')),
    step: Int32Array.from({ length: rows }, (_, row) => Math.floor((row - warm) / perStep)),
    steps: Math.ceil((rows - warm) / perStep),
    truth: Uint8Array.from(label.codes, (code) => truthOfWord[code]!),
    attackNames: ATTACKS,
    label,
    clock: (step) => step + 1,
    notes: [`Rows are dealt to ${agents} nodes by ${options.partition === 'service' ? 'service' : 'seed'}.`],
  };
}

function find(path: string, names: readonly string[], places: Places): string {
  const found = locate(path, places);
  const folder = found !== undefined && !statSync(found).isDirectory() ? dirname(found) : found;
  const file = folder && names.map((name) => join(folder, name)).find((candidate) => existsSync(candidate));
  if (file) return file;
  throw missing(
    `${names[0]} of NSL-KDD`,
    'the University of New Brunswick (NSL-KDD, Tavallaee et al. 2009; unb.ca/cic/datasets/nsl.html)',
    join(path, names[0]!),
    places,
  );
}

function numbers(tables: readonly Table[], name: string, rows: number): Float64Array {
  const all = new Float64Array(rows);
  let at = 0;
  for (const table of tables) {
    all.set(table.numbers.get(name)!, at);
    at += table.rows;
  }
  return all;
}

/** One dictionary for a text column of several tables. */
function texts(tables: readonly Table[], name: string): { codes: Uint32Array; words: readonly string[] } {
  const index = new Map<string, number>();
  const codes: number[] = [];
  for (const table of tables) {
    const column = table.texts.get(name)!;
    const codeOf = column.words.map((word) => {
      if (!index.has(word)) index.set(word, index.size);
      return index.get(word)!;
    });
    for (const code of column.codes) codes.push(codeOf[code]!);
  }
  return { codes: Uint32Array.from(codes), words: [...index.keys()] };
}
