import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';
import { type Fingerprint, type Model, type Moment, watchMoments } from '../../framework/index.js';
import { appendTo } from './append.js';
import { lineOf, stateAfter, type TraceLine } from './line.js';
import { lines } from './lines.js';

/** The trace of a run: a line of JSON a moment. */
export const TRACE = 'trace.jsonl';

/** Counts up whenever lines, or fingerprints, come to mean something else. */
const HEAD = JSON.stringify({ format: 'starling-trace', version: 1 });
const NOTHING: Fingerprint = new Map();

/** Writes the trace of a run into its folder while it goes on; it is whole to the last stage that was done. */
export function traceInto(folder: string, model: Model): void {
  const file = appendTo(join(folder, TRACE));
  file.line(HEAD);
  let before = NOTHING;
  watchMoments(model, (moment) => {
    file.line(JSON.stringify(lineOf(moment, before)));
    before = moment.state;
  });
  model.events.on('step', () => file.flush());
  model.events.on('end', () => file.close());
}

/**
 * The moments of a recorded trace, read as they are asked for; undefined where the run has none.
 * @throws StarlingError for a trace of another version
 */
export function traceOf(folder: string): Iterable<Moment> | undefined {
  const path = join(folder, TRACE);
  if (!existsSync(path)) return undefined;
  const [head] = lines(path);
  if (head !== undefined && head !== HEAD) {
    throw new StarlingError('the trace was written by another version of Starling', {
      code: Exit.usage,
      place: path,
      hint: 'move it away, and what else the run left is compared',
    });
  }
  return moments(path);
}

function* moments(path: string): Generator<Moment> {
  let state = NOTHING;
  let number = 0;
  for (const text of lines(path)) {
    if (number++ === 0) continue;
    const line = parsed(text, `${path}:${number}`);
    state = stateAfter(line, state);
    yield { step: line.step, stage: line.stage, state };
  }
}

function parsed(text: string, place: string): TraceLine {
  try {
    return JSON.parse(text) as TraceLine;
  } catch (cause) {
    throw new StarlingError('the trace is damaged: this line is no JSON', { place, cause });
  }
}
