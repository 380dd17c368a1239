import { type Brush, createBrush } from '../../../../../app/tui/paint/index.js';
import type { FromTerminal } from '../../../../../app/tui/protocol.js';
import {
  CELL_STATES,
  type CellState,
  cellState,
  type FailureLine,
  type RunDetails,
  type SweepDelta,
  type SweepShape,
} from '../../../../../app/tui/sweep-protocol.js';
import type { Scene, Told } from '../../../../../app/tui/terminal/scene.js';
import { SWEEP } from '../../../../../app/tui/terminal/sweep/scene.js';
import { initialSweep, type SweepState } from '../../../../../app/tui/terminal/sweep/state/state.js';
import { drawn, logged } from '../fixture.js';

export const SHARINGS = ['none', 'decentralised', 'centralised'];
const QUORA = [0.1, 0.25, 0.5];

/** Nine designs of ten runs each. */
export const SHAPE: SweepShape = {
  type: 'sweep',
  name: 'byzantine-quorum',
  folder: 'sweeps/byzantine-quorum-1',
  drives: true,
  labels: SHARINGS.flatMap((sharing) =>
    QUORA.map((quorum) => `sharing=${sharing}, consensus.quorum=${quorum}`),
  ),
  replications: 10,
};

/** Many designs of few runs, or few of many. */
export const shapeOf = (
  designs: number,
  replications: number,
  change: Partial<SweepShape> = {},
): SweepShape => ({
  ...SHAPE,
  labels: Array.from({ length: designs }, (_, at) => `quorum=${(at / designs).toFixed(4)}`),
  replications,
  ...change,
});

export const delta = (
  states: Readonly<Record<number, CellState>>,
  change: Partial<SweepDelta> = {},
): SweepDelta => ({
  type: 'delta',
  cells: Uint32Array.from(Object.keys(states), Number),
  states: Uint8Array.from(Object.values(states), cellState),
  phase: 'running',
  engine: 'local',
  slots: 2,
  elapsed: 0,
  left: undefined,
  outcomes: [],
  figures: {
    designs: new Uint32Array(),
    counts: new Uint32Array(),
    means: new Float64Array(),
    halves: new Float64Array(),
  },
  failures: [],
  ...change,
});

/** What the cells of the example come to after so many runs, in their order. */
const stateOf = (cell: number): CellState => (cell === 17 ? 'failed' : cell === 23 ? 'retried' : 'done');

export const failure = (cell: number, change: Partial<FailureLine> = {}): FailureLine => ({
  cell,
  seed: 1000 + (cell % 10),
  attempts: 3,
  reason: 'error',
  message: 'no quorum of 0.5 can be had among 3 nodes',
  ...change,
});

const outcomes = ['recall', 'precision', 'false positive rate'];

/** A sweep of 90 runs, 47 of which have ended. */
export const MESSAGES: readonly (readonly [at: number, message: Told])[] = [
  [0, { type: 'open', shows: 'sweep', title: 'byzantine-quorum', record: undefined, headless: undefined }],
  [0, logged(0, '9 designs, 10 replications: 90 runs')],
  [0, SHAPE],
  [0, delta({ 0: 'running', 1: 'running' })],
  [60, logged(60, 'run 4f5c09aa17b2e9d1 is tried again: its process was gone', 'warn')],
  [
    120,
    delta(
      {
        ...Object.fromEntries(Array.from({ length: 48 }, (_, cell) => [cell, stateOf(cell)])),
        48: 'running',
        49: 'again',
      },
      {
        elapsed: 120,
        left: 105,
        outcomes,
        figures: {
          designs: Uint32Array.of(0, 1, 2, 3, 4),
          counts: Uint32Array.from({ length: 15 }, (_, at) => (at === 14 ? 1 : at % 3 === 2 ? 9 : 10)),
          means: Float64Array.from(
            { length: 15 },
            (_, at) => [0.412, 0.981, 0.00034][at % 3]! * (1 + at / 40),
          ),
          halves: Float64Array.from({ length: 15 }, (_, at) =>
            at === 14 ? Number.NaN : 0.012 / (1 + (at % 3)),
          ),
        },
        failures: [
          failure(17),
          failure(23, { attempts: 2, reason: 'lost', message: 'its process was gone' }),
          failure(49, { attempts: 1, reason: 'time', message: 'it took longer than 60 s' }),
        ],
      },
    ),
  ],
];

export const DETAILS: RunDetails = {
  type: 'details',
  cell: 17,
  facts: [
    {
      title: 'Run',
      figures: [
        ['state', 'failed'],
        ['key', '4f5c09aa17b2e9d1'],
        ['seed', '1007'],
        ['attempts', '3'],
      ],
    },
    {
      title: 'Parameters',
      figures: [
        ['sharing', 'none'],
        ['consensus.quorum', '0.25'],
      ],
    },
    { title: 'Outcomes', figures: [['recall', 'none']] },
  ],
  trace: ['Error: no quorum of 0.5 can be had among 3 nodes', '    at decide (model/stages/agree.js:41:11)'],
};

/** The state after messages and keys. */
export function play(
  messages: readonly (readonly [number, Told])[],
  keys: readonly string[] = [],
  start: SweepState = initialSweep(80, 24),
): { state: SweepState; sent: FromTerminal[] } {
  let state = start;
  const sent: FromTerminal[] = [];
  const take = (event: Parameters<Scene<SweepState>['reduce']>[1]) => {
    const after = SWEEP.reduce(state, event);
    state = after.state;
    sent.push(...after.send);
  };
  for (const [at, message] of messages) take({ type: 'message', message, at });
  for (const key of keys) take({ type: 'key', key });
  return { state, sent };
}

/** What Ink draws of a sweep, as it hands it to the screen. */
export const drawnSweep = (state: SweepState, brush: Brush = createBrush('none', true)): string =>
  drawn(state, brush, SWEEP);

export const everyState = (cells: number): Readonly<Record<number, CellState>> =>
  Object.fromEntries(
    Array.from({ length: cells }, (_, cell) => [cell, CELL_STATES[cell % CELL_STATES.length]!]),
  );
