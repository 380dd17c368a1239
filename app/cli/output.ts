/** Results go to stdout, everything else to stderr. */
export const result = (text: string): void => {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
};

export const resultJson = (value: unknown): void => result(JSON.stringify(value, null, 2));

export const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

export const warn = (text: string): void => note(`starling: ${text}`);
