/** A name in a query. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text in a query. */
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
