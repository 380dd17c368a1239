/** Raw samples as CSV with the machine's description, and their table. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, figures, type Sample } from './measure.js';
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
  /** Which time the rates are of. */
  readonly by: Clock;
  /** Units a second. */
  readonly rate: number;
  /** Milliseconds that a unit takes. */
  readonly each_ms: number;
  /** Rate over that of the case's first side. */
  readonly ratio: number;
  readonly peak_mb: number | null;
}

/** A line for each side of each case. */
export function summarise(samples: readonly Sample[]): Line[] {
  const lines: Line[] = [];
  for (const name of new Set(samples.map((sample) => sample.case))) {
    const inCase = samples.filter((sample) => sample.case === name);
    const by = clockOf(inCase);
    const sides = [...new Set(inCase.map(({ side }) => side))].map((side) => lineOf(inCase, side, by));
    for (const line of sides) lines.push({ ...line, ratio: line.rate / sides[0]!.rate });
  }
  return lines;
}

/** What the case asks for; else processor time where all sides know it. */
function clockOf(samples: readonly Sample[]): Clock {
  return samples[0]!.by ?? (samples.every(({ cpu }) => cpu !== undefined) ? 'cpu' : 'wall');
}

function lineOf(samples: readonly Sample[], side: string, by: Clock): Line {
  const own = samples.filter((sample) => sample.side === side);
  const wall = figures(own.map((sample) => sample.wall));
  const cpus = own.flatMap(({ cpu }) => cpu ?? []);
  const cpu = cpus.length === own.length ? figures(cpus).median : null;
  const memory = own.flatMap(({ megabytes }) => megabytes ?? []);
  const work = figures(own.map((sample) => sample.work)).median;
  const seconds = by === 'cpu' && cpu !== null ? cpu : wall.median;
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
    by,
    rate: work / seconds,
    each_ms: (seconds * 1000) / work,
    ratio: 1,
    peak_mb: memory.length === 0 ? null : Math.max(...memory),
  };
}

/** Milliseconds in the unit that needs the fewest zeros. */
function duration(ms: number): string {
  const [size, unit] = ms >= 1 ? [ms, 'ms'] : ms >= 1e-3 ? [ms * 1e3, 'µs'] : [ms * 1e6, 'ns'];
  return `${Number(size.toPrecision(3))} ${unit}`;
}

/** The lines of one bench as text. */
export function table(lines: readonly Line[]): string {
  const figure = (value: number | null, digits = 3) =>
    value === null
      ? '–'
      : value >= 1e6
        ? `${Number((value / 1e6).toPrecision(digits))} M`
        : Number(value.toPrecision(digits)).toString();
  const rows = [
    ['case', 'side', 'rounds', 'wall ms', 'quartiles', 'cpu ms', 'rate', 'each', 'by', 'ratio', 'peak MB'],
    ...lines.map((line) => [
      line.case,
      line.side,
      String(line.rounds),
      figure(line.wall_ms),
      `${figure(line.wall_low_ms)} … ${figure(line.wall_high_ms)}`,
      figure(line.cpu_ms),
      `${figure(line.rate)} ${line.unit}/s`,
      duration(line.each_ms),
      line.by,
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
