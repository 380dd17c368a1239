/**
 * Turns a recorded session into a picture: `node scripts/pictures/main.mjs SESSION.cast OUT.svg [--at SECONDS | --end]`.
 *
 * Without a moment it is the last picture that the session showed before it gave the terminal back.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCast, replay } from './cast.mjs';
import { svgOf } from './svg.mjs';

const USAGE = 'node scripts/pictures/main.mjs SESSION.cast OUT.svg [--at SECONDS | --end]';

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { at: { type: 'string' }, end: { type: 'boolean' } },
  });
  const [from, to] = positionals;
  if (from === undefined || to === undefined || positionals.length > 2) throw new Error(`usage: ${USAGE}`);
  const cast = readCast(readFileSync(from, 'utf8'));
  const terminal = await replay(cast, momentOf(values));
  writeFileSync(to, svgOf(terminal, cast.title));
} catch (error) {
  console.error(`pictures: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 2;
}

/** @param {{ at?: string | undefined, end?: boolean | undefined }} values */
function momentOf({ at, end }) {
  if (end) return 'end';
  if (at === undefined) return 'last';
  const seconds = Number(at);
  if (at.trim() === '' || !(seconds >= 0)) throw new Error(`--at ${at}: expected seconds from the start`);
  return seconds;
}
