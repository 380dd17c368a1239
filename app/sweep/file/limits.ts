import { problemAt } from '../../config/explain.js';
import { parseBytes } from '../../config/memory.js';
import type { Problem } from '../../config/problems.js';
import type { Tree } from '../../config/tree.js';
import type { SweepLimits } from './loaded.js';
import type { SweepFile } from './schema.js';

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };
const LEAST_MEMORY = 1 << 20;

/** Reads `90s`, `5m`, `1.5h`, `500ms` or plain seconds; undefined where it is no time above 0. */
export function parseDuration(given: string | number): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)\s*(ms|s|m|h)?$/.exec(String(given).trim());
  const seconds = match === null ? 0 : Number(match[1]) * UNITS[match[2] ?? 's']!;
  return seconds > 0 ? seconds : undefined;
}

/** The limits of a file in seconds and bytes, or what is wrong with them. */
export function limitsOf({ limits }: SweepFile, tree: Tree, file: string): SweepLimits | Problem[] {
  const { time, memory, attempts } = limits;
  const seconds = time === undefined ? undefined : parseDuration(time);
  const bytes = typeof memory === 'string' ? parseBytes(memory) : memory;
  const problems: Problem[] = [];
  if (time !== undefined && seconds === undefined)
    problems.push(
      problemAt(tree, ['limits', 'time'], file, 'expected a time above 0, such as 90s, 5m or 2h'),
    );
  if (memory !== undefined && (bytes === undefined || bytes < LEAST_MEMORY))
    problems.push(
      problemAt(tree, ['limits', 'memory'], file, 'expected a size of at least 1MiB, such as 512MiB or 2GiB'),
    );
  return problems.length > 0 ? problems : { seconds, memory: bytes, attempts };
}
