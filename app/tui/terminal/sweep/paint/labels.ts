import { width } from '../../../paint/index.js';

/** Ways to write a label, each shorter than the one before: whole, parameters without their section, values alone. */
const WAYS: readonly ((label: string) => string)[] = [
  (label) => label,
  (label) => label.replaceAll(/(^|, )(?:[\w[\]]+\.)+(?=[\w[\]]+=)/g, '$1'),
  (label) => label.replaceAll(/(^|, )[\w.[\]]+=/g, '$1'),
];

/** The longest way in which all labels fit, by labels and room: they never change in a sweep. */
const FITTING = new WeakMap<object, Map<number, number>>();

/**
 * Labels as they fit in so many columns, all of them written in the same way; the shortest may still be too long.
 * @returns the name of a design
 */
export function shortLabels(labels: readonly string[], room: number): (design: number) => string {
  const known = FITTING.get(labels) ?? new Map<number, number>();
  FITTING.set(labels, known);
  let way = known.get(room);
  if (way === undefined) {
    const found = WAYS.findIndex((write) => labels.every((label) => width(write(label)) <= room));
    way = found < 0 ? WAYS.length - 1 : found;
    known.set(room, way);
  }
  return (design) => WAYS[way]!(labels[design] ?? '');
}
