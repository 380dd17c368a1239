/** Raw samples as CSV with the machine's description, and their table. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { figures, type Sample } from './measure.js';
import { root } from './root.js';

const COLUMNS = ['bench', 'case', 'side', 'round', 'unit', 'work', 'wall', 'cpu', 'megabytes'] as const;

/** Writes bench/results/NAME.csv: lines of `# key: value`, a header, a line a sample. Returns its path. */
export function write(
  name: string,
  machine: Readonly<Record<string, string>>,
  samples: readonly Sample[],
): string {
  const folder = join(root, 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.csv`);
  const cell = (value: string | number | undefined) =>
    typeof value === 'number' ? String(value) : value === undefined ? '' : `"${value.replaceAll('"', '""')}"`;
  const lines = [
    ...Object.entries(machine).map(([key, value]) => `# ${key}: ${value}`),
    COLUMNS.join(','),
    ...samples.map((sample) => COLUMNS.map((column) => cell(sample[column])).join(',')),
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

export interface Line {
  readonly bench: string;
  readonly case: string;
  readonly side: string;
  readonly rounds: number;
  readonly unit: string;
  /** Milliseconds of wall time: median and quartiles; and of processor time, the median. */
  readonly wall_ms: number;
  readonly wall_low_ms: number;
  readonly wall_high_ms: number;
  readonly cpu_ms: number | null;
  /** Units a second of wall time, and of processor time. */
  readonly rate: number;
  readonly cpu_rate: number | null;
  /** Rate over that of the case's first side, by processor time where both have it. */
  readonly ratio: number;
  readonly peak_mb: number | null;
}

/** A line for each side of each case. */
export function summarise(samples: readonly Sample[]): Line[] {
  const lines: Line[] = [];
  for (const name of new Set(samples.map((sample) => sample.case))) {
    const inCase = samples.filter((sample) => sample.case === name);
    const sides = [...new Set(inCase.map(({ side }) => side))].map((side) => lineOf(inCase, side));
    const first = sides[0]!;
    for (const line of sides) {
      const both = line.cpu_rate !== null && first.cpu_rate !== null;
      lines.push({ ...line, ratio: both ? line.cpu_rate / first.cpu_rate : line.rate / first.rate });
    }
  }
  return lines;
}

function lineOf(samples: readonly Sample[], side: string): Line {
  const own = samples.filter((sample) => sample.side === side);
  const wall = figures(own.map((sample) => sample.wall));
  const cpus = own.flatMap(({ cpu }) => cpu ?? []);
  const cpu = cpus.length === own.length ? figures(cpus).median : null;
  const memory = own.flatMap(({ megabytes }) => megabytes ?? []);
  const work = figures(own.map((sample) => sample.work)).median;
  return {
    bench: own[0]!.bench,
    case: own[0]!.case,
    side,
    rounds: own.length,
    unit: own[0]!.unit,
    wall_ms: wall.median * 1000,
    wall_low_ms: wall.low * 1000,
    wall_high_ms: wall.high * 1000,
    cpu_ms: cpu === null ? null : cpu * 1000,
    rate: work / wall.median,
    cpu_rate: cpu === null ? null : work / cpu,
    ratio: 1,
    peak_mb: memory.length === 0 ? null : Math.max(...memory),
  };
}

/** The lines of one bench as text. */
export function table(lines: readonly Line[]): string {
  const figure = (value: number | null, digits = 3) =>
    value === null
      ? '–'
      : value >= 1e6
        ? `${(value / 1e6).toPrecision(digits)} M`
        : Number(value.toPrecision(digits)).toString();
  const rows = [
    ['case', 'side', 'rounds', 'wall ms', 'quartiles', 'cpu ms', 'rate', 'ratio', 'peak MB'],
    ...lines.map((line) => [
      line.case,
      line.side,
      String(line.rounds),
      figure(line.wall_ms),
      `${figure(line.wall_low_ms)} … ${figure(line.wall_high_ms)}`,
      figure(line.cpu_ms),
      `${figure(line.cpu_rate ?? line.rate)} ${line.unit}/s`,
      figure(line.ratio),
      figure(line.peak_mb),
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
