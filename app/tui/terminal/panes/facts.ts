import type { Facts } from '../../../../framework/view/index.js';
import { type Brush, fill, width } from '../../paint/index.js';
import { arranged } from '../state/facts.js';
import { columnsFor, header, line } from './table.js';

const GAP = 3;

/** Facts in columns beside one another. */
export function factTable(facts: readonly Facts[], room: number, brush: Brush): string[] {
  const columns = arranged(facts, room);
  const wide = Math.floor((room - GAP * (columns.length - 1)) / Math.max(1, columns.length));
  const texts = columns.map((own) =>
    own.flatMap((one, at) => [...(at > 0 ? [''] : []), ...factText(one, wide, brush)]),
  );
  const height = Math.max(0, ...texts.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    texts.map((lines) => fill(lines[at] ?? '', wide, brush)).join(' '.repeat(GAP)),
  );
}

function factText(facts: Facts, room: number, brush: Brush): string[] {
  const title = brush.style(fill(facts.title, room, brush), { bold: true });
  if ('figures' in facts) {
    const names = Math.min(
      Math.floor(room / 2),
      facts.figures.reduce((most, [name]) => Math.max(most, width(name)), 0),
    );
    return [
      title,
      ...facts.figures.map(
        ([name, value]) => `${brush.style(fill(name, names, brush), { dim: true })}  ${value}`,
      ),
    ];
  }
  const columns = columnsFor(facts.columns, facts.rows, room);
  return [title, header(columns, brush), ...facts.rows.map((row) => line(columns, row, brush))];
}
