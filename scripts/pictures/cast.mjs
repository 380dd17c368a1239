import xterm from '@xterm/headless';

/**
 * @typedef {{ readonly time: number, readonly kind: string, readonly data: string }} CastEvent
 * @typedef {{ readonly width: number, readonly height: number, readonly title: string, readonly events: readonly CastEvent[] }} Cast
 */

/** Where the alternate screen, on which sessions are drawn, is left. */
const LEAVE = '\x1b[?1049l';

/**
 * Reads a recording in asciicast v2: a header, then `[seconds, kind, data]` a line. A last line that was cut off, as in
 * a session that was killed, is passed over.
 *
 * @param {string} text
 * @returns {Cast}
 * @throws Error where it is none
 */
export function readCast(text) {
  const [first = '', ...rest] = text.trimEnd().split('\n');
  const header = parsed(first);
  if (header?.version !== 2 || !(header.width > 0) || !(header.height > 0))
    throw new Error('this is no asciicast of version 2');
  const events = [];
  for (const [index, line] of rest.entries()) {
    const event = parsed(line);
    if (!Array.isArray(event)) {
      if (index === rest.length - 1) break;
      throw new Error(`line ${index + 2} is no event of an asciicast`);
    }
    const [time, kind, data] = event;
    events.push({ time: Number(time), kind: String(kind), data: String(data) });
  }
  return { width: header.width, height: header.height, title: String(header.title ?? ''), events };
}

/** @param {string} line */
function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * The terminal as it stood at a moment: at so many seconds, at the `end`, or (`last`) with the last picture that was
 * shown on the alternate screen; where there was none, at the end.
 *
 * @param {Cast} cast
 * @param {number | 'end' | 'last'} moment
 * @returns {Promise<xterm.Terminal>}
 */
export async function replay({ width, height, events }, moment) {
  const terminal = new xterm.Terminal({ cols: width, rows: height, scrollback: 0, allowProposedApi: true });
  const last = events.findLastIndex(({ kind, data }) => kind === 'o' && data.includes(LEAVE));
  for (const [index, { time, kind, data }] of events.entries()) {
    if (typeof moment === 'number' && time > moment) break;
    if (kind === 'r') {
      const [, columns, rows] = /^(\d+)x(\d+)$/.exec(data) ?? [];
      terminal.resize(Number(columns), Number(rows));
    }
    if (kind !== 'o') continue;
    const leaves = moment === 'last' && index === last;
    const shown = leaves ? data.slice(0, data.lastIndexOf(LEAVE)) : data;
    await new Promise((resolve) => terminal.write(shown, () => resolve(undefined)));
    if (leaves) break;
  }
  return terminal;
}
