/** Rows as columns of text, the first column to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A ratio or count as people read it: three decimals, a dash where there is none. */
export function cell(value: number | null | undefined, decimals = 3): string {
  if (value === null || value === undefined) return '–';
  return Number.isInteger(value) && decimals === 0 ? String(value) : value.toFixed(decimals);
}
