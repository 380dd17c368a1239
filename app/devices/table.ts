import type { DeviceReport } from '../../kernels/device/index.js';
import { formatBytes } from '../config/index.js';
import { SCORE_UNIT } from './score.js';

const WIDTH = 80;
const INDENT = '    ';
const COLUMNS = [10, 6, 20, 14] as const;

export interface TableOptions {
  /** Bytes that the devices of the processor may use. */
  readonly memory: number;
}

/** The devices as lines of at most 80 columns: a row each, and below it what it runs on, or why it does not start. */
export function devicesTable(devices: readonly DeviceReport[], { memory }: TableOptions): string[] {
  const scored = devices.some(({ score }) => score !== undefined);
  return [
    line(' ', ['device', 'starts', 'memory', scored ? SCORE_UNIT : '']),
    ...devices.flatMap((device) => {
      const { name, available, description, hint, chip, kind, score } = device;
      const row = [
        name,
        available ? 'yes' : 'no',
        memoryOf(device, memory),
        score?.toLocaleString('en') ?? '',
      ];
      // Other GPUs are named in their descriptions.
      const on = kind === 'processor' ? [chip!] : [];
      const told = [...on, description, ...(hint === undefined ? [] : [hint])];
      return [line(available ? '+' : '-', row), ...told.flatMap(wrapped)];
    }),
  ];
}

function line(mark: string, [name, starts, memory, score]: readonly string[]): string {
  const [first, second, third, last] = COLUMNS;
  const cells = [name!.padEnd(first), starts!.padEnd(second), memory!.padEnd(third), score!.padStart(last)];
  return `${mark} ${cells.join('  ')}`.trimEnd();
}

function memoryOf({ kind, memory, largestBuffer }: DeviceReport, host: number): string {
  if (memory !== undefined) return formatBytes(memory);
  if (kind === 'processor' || kind === 'software') return formatBytes(host);
  return largestBuffer === undefined ? '' : `buffers ≤ ${formatBytes(largestBuffer)}`;
}

/** Text in indented lines that end between words; a word that is longer than a line stays whole. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(INDENT + word);
  }
  return lines;
}
