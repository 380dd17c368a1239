import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Fingerprint, type Model, type Moment, watchMoments } from '../../framework/index.js';
import { appendTo } from './append.js';
import { lineOf, stateAfter, type TraceLine } from './line.js';
import { lines } from './lines.js';

/** The trace of a run: a line of JSON a moment. */
export const TRACE = 'trace.jsonl';

const FORMAT = { format: 'starling-trace', version: 1 } as const;
const NOTHING: Fingerprint = new Map();

/** Writes the trace of a run into its folder while it goes on; it is whole to the last stage that was done. */
export function traceInto(folder: string, model: Model): void {
  const file = appendTo(join(folder, TRACE));
  file.line(JSON.stringify(FORMAT));
  let before = NOTHING;
  watchMoments(model, (moment) => {
    file.line(JSON.stringify(lineOf(moment, before)));
    before = moment.state;
  });
  model.events.on('step', () => file.flush());
  model.events.on('end', () => file.close());
}

/** The moments of a recorded trace, read as they are asked for; undefined where the run has none. */
export function traceOf(folder: string): Iterable<Moment> | undefined {
  const path = join(folder, TRACE);
  return existsSync(path) ? moments(path) : undefined;
}

function* moments(path: string): Generator<Moment> {
  let state = NOTHING;
  for (const text of lines(path)) {
    const line = parsed(text);
    // A run that was killed may have written half of its last line.
    if (line === undefined) return;
    if ('format' in line) continue;
    state = stateAfter(line, state);
    yield { step: line.step, stage: line.stage, state };
  }
}

function parsed(text: string): TraceLine | typeof FORMAT | undefined {
  try {
    return JSON.parse(text) as TraceLine | typeof FORMAT;
  } catch {
    return undefined;
  }
}
