import type { Facts, Inspector } from '../../framework/index.js';
import { scoreOf, Verdict, Vote } from '../../kernels/index.js';
import type { Cycle } from '../cycle.js';
import { OFFLINE } from '../faults/index.js';
import { VOTE_NAMES } from '../ledger/index.js';

/** Rows that a table shows at most. */
const MOST = 12;

/** What there is to know of one node: its window, scores, votes, reputation and blacklist. */
export function nodeInspector(cycle: Cycle, names: readonly string[]): Inspector {
  return {
    agents: cycle.nodes.size,
    nameOf: (node) => names[node] ?? `node-${node}`,
    describe: (node) => [
      general(cycle, node),
      scores(cycle, node),
      votes(cycle, node),
      blacklist(cycle, node),
    ],
  };
}

function general(cycle: Cycle, node: number): Facts {
  const { nodes, parameters, reachability, adversaries, network } = cycle;
  const { windowCount, suspectCount, reputation, fitted, flagBound, suspectBound } = nodes.columns;
  const { window, suspects } = parameters.detector;
  const component = reachability.component[node]!;
  const isFitted = fitted[node] === 1;
  return {
    title: 'Node',
    figures: [
      ['behaviour', adversaries.behaviourOf(node) ?? 'honest'],
      ['component', component === OFFLINE ? 'offline' : String(component)],
      ['links', String(network.neighbours(node).length)],
      ['reputation', `${reputation[node]!} of 1000`],
      ['window', `${windowCount[node]!} of ${window} records`],
      ['suspects', `${suspectCount[node]!} of ${suspects}`],
      ['forest', isFitted ? 'fitted' : 'none yet'],
      ['flags above', isFitted ? score(cycle, flagBound[node]!) : '–'],
      ['suspects above', isFitted ? score(cycle, suspectBound[node]!) : '–'],
    ],
  };
}

/** The step's most anomalous records. */
function scores(cycle: Cycle, node: number): Facts {
  const { records } = cycle;
  const { offsets } = records.batch;
  const has = (row: number, bit: number): boolean => (records.verdict[row]! & bit) !== 0;
  const rows: number[] = [];
  if (cycle.nodes.columns.fitted[node] === 1)
    for (let row = offsets[node]!; row < offsets[node + 1]!; row++)
      if (records.path[row]! > 0) rows.push(row);
  rows.sort((a, b) => records.path[a]! - records.path[b]! || a - b);
  return {
    title: 'Records of this step by score',
    columns: ['record', 'score', 'forest', 'blacklist'],
    rows: rows
      .slice(0, MOST)
      .map((row) => [
        String(row - offsets[node]!),
        score(cycle, records.path[row]!),
        has(row, Verdict.anomalous) ? 'flags' : has(row, Verdict.suspect) ? 'suspects' : '',
        has(row, Verdict.listed) ? 'matches' : '',
      ]),
  };
}

function votes(cycle: Cycle, node: number): Facts {
  const open = cycle.proposals.filter(
    ({ votes, decisions }) => votes !== undefined && decisions.length === 0,
  );
  const everyone = Uint32Array.from(cycle.nodes.columns.fitted.keys());
  return {
    title: 'Votes on what is pending',
    columns: ['signature', 'author', 'vote', 'confirms', 'rejects'],
    rows: open.slice(0, MOST).map((proposal) => {
      const { confirms, rejects } = proposal.count(everyone);
      const own = proposal.authors.has(node)
        ? 'proposed'
        : VOTE_NAMES[(proposal.votes![node] ?? Vote.unreached) as Vote];
      const { id, author } = proposal.signature;
      return [id.slice(0, 10), String(author), own, String(confirms), String(rejects)];
    }),
  };
}

function blacklist({ blacklist }: Cycle, node: number): Facts {
  const held = blacklist.heldBy(node).toReversed();
  return {
    title: `Blacklist: ${held.length} ${held.length === 1 ? 'entry' : 'entries'}`,
    columns: ['signature', 'since', 'applied', 'features'],
    rows: held.slice(0, MOST).map((entry) => {
      const { signature, since } = blacklist.entries[entry]!;
      const features = signature.pattern.map((f) => (f > 0 ? `+${f - 1}` : `−${-f - 1}`)).join(' ');
      return [
        signature.id.slice(0, 10),
        String(since),
        blacklist.vetoed(entry)[node] === 1 ? 'vetoed' : 'yes',
        features,
      ];
    }),
  };
}

function score({ parameters }: Cycle, pathSum: number): string {
  const { trees, subsample } = parameters.detector;
  return scoreOf(pathSum, trees, subsample).toFixed(3);
}
