import { totalmem } from 'node:os';
import type { Scenario } from './scenario.js';

/**
 * Bytes that a run's columns take at least: windows (16-bit records, int8 directions), forests (32-bit splits, 16-bit
 * leaves) and one step's records. A lower bound, made to refuse what can never fit before anything starts.
 */
export function memoryNeeded(scenario: Scenario): number {
  const { traffic, detector } = scenario;
  const agents = scenario.agents ?? 1;
  const features = traffic.source === 'synthetic' ? traffic.features : 1;
  const records = traffic.source === 'synthetic' || traffic.source === 'nsl-kdd' ? traffic.records : 0;
  const slots = forestSlots(detector.subsample);
  const windows = detector.window * features * 3;
  const forests = detector.trees * slots * 6;
  return agents * (windows + forests + records * features * 3);
}

/** Slots of a tree in heap order: 2^⌈log2 ψ⌉. */
function forestSlots(subsample: number): number {
  let slots = 1;
  while (slots < subsample) slots *= 2;
  return slots;
}

/** Memory that this process may use, in bytes: of the machine, or less where a container limits it. */
export function memoryAvailable(): number {
  const limit = process.constrainedMemory();
  const machine = totalmem();
  return limit > 0 && limit < machine ? limit : machine;
}

/** `1.5 GiB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** Reads `512MiB`, `2 GB` or plain bytes; undefined where the text is no size. */
export function parseBytes(text: string): number | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,6})?)\s*(B|[KMGT]i?B?)?$/i.exec(text.trim());
  if (match === null) return undefined;
  const unit = (match[2] ?? 'B').toUpperCase();
  const power = 'BKMGT'.indexOf(unit[0]!);
  const base = unit.includes('I') || unit.length === 1 ? 1024 : 1000;
  let bytes = Number(match[1]);
  for (let i = 0; i < power; i++) bytes *= base;
  return Number.isSafeInteger(Math.round(bytes)) ? Math.round(bytes) : undefined;
}
