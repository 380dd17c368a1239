import { totalmem } from 'node:os';
import type { Scenario } from './scenario.js';

/**
 * Bytes that a run's columns take at least: windows (16-bit records, int8 directions; path sum, period and mark of
 * each), forests (32-bit splits, 16-bit leaves), remembered suspects and one step's records. A lower bound, made to
 * refuse what can never fit before anything starts.
 */
export function memoryNeeded(scenario: Scenario): number {
  const { window, trees } = scenario.detector;
  const { row, tree, rest } = nodeBytes(scenario);
  return (scenario.agents ?? 1) * (window * row + trees * tree + rest);
}

/** Bytes of one node: a row of its window, a tree of its forest, and what does not grow with either. */
function nodeBytes({ traffic, detector }: Scenario): { row: number; tree: number; rest: number } {
  const features = traffic.source === 'synthetic' ? traffic.features : 1;
  const records = traffic.source === 'synthetic' || traffic.source === 'nsl-kdd' ? traffic.records : 0;
  return {
    row: features * 3 + 9,
    tree: forestSlots(detector.subsample) * 6,
    rest: detector.suspects * (features + 8) + records * features * 3,
  };
}

/** The largest single changes of a scenario that bring `memoryNeeded` to `available` bytes; a key that can't is absent. */
export interface Fitting {
  readonly agents?: number;
  readonly trees?: number;
  readonly window?: number;
}

export function whatFits(scenario: Scenario, available: number): Fitting {
  const { window, trees, subsample } = scenario.detector;
  const { row, tree, rest } = nodeBytes(scenario);
  const share = Math.floor(available / (scenario.agents ?? 1)) - rest;
  const most = {
    agents: Math.floor(available / (window * row + trees * tree + rest)),
    trees: Math.floor((share - window * row) / tree),
    window: Math.floor((share - trees * tree) / row),
  };
  return {
    ...(scenario.agents !== undefined && most.agents >= 1 ? { agents: most.agents } : {}),
    ...(most.trees >= 1 ? { trees: most.trees } : {}),
    // A window holds at least what a tree is fitted on.
    ...(most.window >= Math.max(2, subsample) ? { window: most.window } : {}),
  };
}

/** Slots of a tree in heap order: 2^⌈log2 ψ⌉. */
function forestSlots(subsample: number): number {
  let slots = 1;
  while (slots < subsample) slots *= 2;
  return slots;
}

let available: number | undefined;

/** Memory that this process may use, in bytes: of the machine, or less where a container limits it. */
export function memoryAvailable(): number {
  // Asked once: a sweep checks thousands of designs, and the answer is read from files of the system.
  available ??= ask();
  return available;
}

function ask(): number {
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
