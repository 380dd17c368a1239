/** Where a value was written. What no origin names is a built-in default. */
export type Origin =
  | {
      readonly kind: 'scenario' | 'config' | 'sweep';
      readonly file: string;
      readonly line: number;
      readonly column: number;
    }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'flag'; readonly name: string }
  | { readonly kind: 'set'; readonly text: string };

/** `file:line:column`, or the name of what was typed. */
export function placeOf(origin: Origin): string {
  switch (origin.kind) {
    case 'scenario':
    case 'config':
    case 'sweep':
      return `${origin.file}:${origin.line}:${origin.column}`;
    case 'variable':
      return `environment variable ${origin.name}`;
    case 'flag':
      return origin.name;
    case 'set':
      return `--set ${clip(origin.text)}`;
  }
}

/** A value as shown in a message: JSON on one line, at most 48 characters, nothing a terminal would act on. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return clip(text);
}

/** Printable and at most 48 characters long. */
export function clip(text: string, most = 48): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const printable = text.slice(0, most + 1).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '·');
  return text.length > most ? `${printable.slice(0, most - 1)}…` : printable;
}
