import { problemAt } from './explain.js';
import { formatBytes, memoryAvailable, memoryNeeded, whatFits } from './memory.js';
import type { Path } from './path.js';
import type { Problem } from './problems.js';
import type { Scenario } from './scenario.js';
import type { Tree } from './tree.js';

type Report = (path: Path, message: string, remedy?: string) => void;

/** What holds between several keys of a scenario, which no schema of single values can say. */
export function crossChecks(scenario: Scenario, tree: Tree, whole: string): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, message, remedy) =>
    problems.push(problemAt(tree, path, whole, message, remedy));
  detector(scenario, tree, report);
  traffic(scenario, report);
  network(scenario, report);
  faults(scenario, report);
  if (scenario.arms !== undefined) repeated(scenario.arms, ['arms'], 'this arm is listed twice', report);
  if (problems.length === 0) memory(scenario, report);
  return problems;
}

function detector({ detector: { window, subsample } }: Scenario, tree: Tree, report: Report): void {
  if (window < subsample) {
    const path = tree.has(['detector', 'window']) ? ['detector', 'window'] : ['detector', 'subsample'];
    report(
      path,
      `a window of ${window} records never holds a subsample of ${subsample}`,
      `set detector.window to at least ${subsample}, or detector.subsample to at most ${window}`,
    );
  }
  if (tree.has(['detector', 'threshold']) && tree.has(['detector', 'contamination'])) {
    report(
      ['detector', 'threshold'],
      'a fixed threshold and a contamination are given; only one can decide',
      'remove detector.threshold or detector.contamination (`--set detector.threshold=null` removes it)',
    );
  }
}

function traffic({ traffic }: Scenario, report: Report): void {
  if (traffic.source === 'synthetic') {
    traffic.campaigns.forEach(({ features }, index) => {
      if (features !== undefined && features > traffic.features) {
        report(
          ['traffic', 'campaigns', index, 'features'],
          `the attack moves ${features} features, a record has ${traffic.features}`,
          `set it to at most ${traffic.features}`,
        );
      }
    });
  }
  if (traffic.source === 'csv' && Array.isArray(traffic.features)) {
    repeated(traffic.features, ['traffic', 'features'], 'this column is listed twice', report);
    const label = traffic.label === undefined ? -1 : traffic.features.indexOf(traffic.label);
    if (label >= 0) {
      report(
        ['traffic', 'features', label],
        'the truth label is listed as a feature, which no detector may see',
        'remove it from traffic.features',
      );
    }
  }
}

function network({ network, agents }: Scenario, report: Report): void {
  if (network.topology === 'file' && network.file === undefined) {
    report(
      ['network', 'topology'],
      'topology file asks for an edge list',
      'add `file: edges.csv` under network',
    );
  }
  if (network.topology !== 'file' && network.file !== undefined) {
    report(
      ['network', 'file'],
      `topology ${network.topology} reads no file`,
      'set network.topology to file, or remove it',
    );
  }
  const sparse = network.topology !== 'full' && network.topology !== 'file';
  if (sparse && agents !== undefined && network.degree >= agents) {
    report(
      ['network', 'degree'],
      `${network.degree} links a node, but it has only ${agents - 1} peers`,
      'set it lower',
    );
  }
  if (network.topology === 'small-world' && network.degree % 2 !== 0) {
    report(
      ['network', 'degree'],
      'a small world joins each node to as many on either side, expected an even number',
    );
  }
  if (network.topology === 'k-regular' && agents !== undefined && (network.degree * agents) % 2 !== 0) {
    report(
      ['network', 'degree'],
      `${agents} nodes of ${network.degree} links do not pair up, expected an even product`,
    );
  }
}

function faults({ faults, agents }: Scenario, report: Report): void {
  const inRange = (nodes: readonly number[], path: Path) =>
    nodes.forEach((node, index) => {
      if (agents !== undefined && node >= agents) {
        report([...path, index], `there is no node ${node}`, `nodes are numbered 0 to ${agents - 1}`);
      }
    });
  let share = 0;
  const taken = new Set<number>();
  faults.byzantine.forEach(({ nodes }, index) => {
    const path = ['faults', 'byzantine', index, 'nodes'];
    if (typeof nodes === 'number') {
      share += Math.round(nodes * 1_000_000);
      if (share > 1_000_000) report(path, 'the shares of Byzantine nodes add up to more than 1', 'lower one');
      return;
    }
    inRange(nodes, path);
    once(nodes, taken, path, 'already has a behaviour', report);
  });
  faults.outages.forEach(({ nodes }, index) => {
    if (typeof nodes !== 'number') inRange(nodes, ['faults', 'outages', index, 'nodes']);
  });
  faults.partitions.forEach(({ parts }, index) => {
    const path = ['faults', 'partitions', index, 'parts'];
    if (typeof parts === 'number') {
      if (agents !== undefined && parts > agents)
        report(path, `${parts} parts of ${agents} nodes`, 'set it lower');
      return;
    }
    const placed = new Set<number>();
    parts.forEach((part, number) => {
      inRange(part, [...path, number]);
      once(part, placed, [...path, number], 'is already in a part', report);
    });
  });
}

function once(nodes: readonly number[], taken: Set<number>, path: Path, what: string, report: Report): void {
  nodes.forEach((node, index) => {
    if (taken.has(node)) report([...path, index], `node ${node} ${what}`, 'name it once');
    taken.add(node);
  });
}

function repeated(names: readonly string[], path: Path, message: string, report: Report): void {
  names.forEach((name, index) => {
    if (names.indexOf(name) !== index) report([...path, index], message, 'name it once');
  });
}

function memory(scenario: Scenario, report: Report): void {
  const needed = memoryNeeded(scenario);
  const available = memoryAvailable();
  if (needed <= available) return;
  const { agents, trees, window } = whatFits(scenario, available);
  const fitting = [
    ...(agents === undefined ? [] : [`agents: ${agents}`]),
    ...(trees === undefined ? [] : [`detector.trees: ${trees}`]),
    ...(window === undefined ? [] : [`detector.window: ${window}`]),
  ];
  report(
    scenario.agents === undefined ? ['detector'] : ['agents'],
    `the run would need at least ${formatBytes(needed)} of memory, this machine has ${formatBytes(available)}: ${formatBytes(needed - available)} are missing`,
    fitting.length > 0
      ? `the most that could fit, the rest as it is: ${fitting.join(', or ')}`
      : 'lower several of agents, detector.window, detector.trees, detector.subsample and traffic.features',
  );
}
