import type { Facts } from '../../../../framework/view/index.js';

/** Columns that a fact needs to be read well. */
const WIDE = 56;

/** Lines that a fact takes: its title, what it says, and for tables the names of columns. */
const heightOf = (facts: Facts): number =>
  'figures' in facts ? 1 + facts.figures.length : 2 + facts.rows.length;

/** Facts side by side where there is room, in their order, each under the column that is the shortest so far. */
export function arranged(facts: readonly Facts[], room: number): Facts[][] {
  const columns: { facts: Facts[]; height: number }[] = Array.from(
    { length: Math.max(1, Math.min(facts.length, Math.floor(room / WIDE))) },
    () => ({ facts: [], height: 0 }),
  );
  for (const one of facts) {
    const shortest = columns.reduce((a, b) => (b.height < a.height ? b : a));
    shortest.facts.push(one);
    shortest.height += heightOf(one) + 1;
  }
  return columns.map((column) => column.facts);
}

/** Lines of the longest column, with one left free between two facts. */
export const factLines = (facts: readonly Facts[], room: number): number =>
  Math.max(
    0,
    ...arranged(facts, room).map((column) => column.reduce((lines, one) => lines + heightOf(one) + 1, -1)),
  );
