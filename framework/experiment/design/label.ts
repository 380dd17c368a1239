import type { Combination, DesignValue } from './design.js';
import { spelled } from './matrix.js';

/** Most characters of one value in a label. */
const LONGEST = 40;

/** A label for each combination, of what differs between them: `sharing=none, consensus.quorum=0.1`; `base` where nothing does. */
export function labels(combinations: readonly Combination[]): string[] {
  const all = combinations.map((values) => leaves(values));
  const differing = new Set<string>();
  const first = all[0] ?? new Map<string, string>();
  for (const each of all) {
    for (const [path, text] of each) if (first.get(path) !== text) differing.add(path);
    for (const path of first.keys()) if (!each.has(path)) differing.add(path);
  }
  return all.map((each) => {
    const parts = [...each].filter(([path]) => differing.has(path)).map(([path, text]) => `${path}=${text}`);
    return parts.length === 0 ? 'base' : parts.join(', ');
  });
}

/** Single values by path; groups and lists are gone into, so that a label names what differs within them. */
function leaves(values: Combination): Map<string, string> {
  const into = new Map<string, string>();
  for (const [path, value] of Object.entries(values)) collect(path, value, into);
  return into;
}

function collect(path: string, value: DesignValue, into: Map<string, string>): void {
  if (Array.isArray(value) && value.length > 0)
    for (const [index, each] of value.entries()) collect(`${path}[${index}]`, each as DesignValue, into);
  else if (typeof value === 'object' && value !== null && Object.keys(value).length > 0)
    for (const [key, each] of Object.entries(value)) collect(`${path}.${key}`, each as DesignValue, into);
  else into.set(path, written(value));
}

function written(value: DesignValue): string {
  const text = typeof value === 'string' ? value : spelled(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
