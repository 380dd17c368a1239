import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { createElement } from 'react';
import { type Brush, createBrush } from '../../../../app/tui/paint/index.js';
import type { Begin, Frame, FromTerminal, LogLine, Message, RunShape } from '../../../../app/tui/protocol.js';
import { render } from '../../../../app/tui/terminal/ink/index.js';
import { Sheet, SheetContext } from '../../../../app/tui/terminal/panes/sheet.js';
import { RUN, type Scene } from '../../../../app/tui/terminal/scene.js';
import { reduce } from '../../../../app/tui/terminal/state/reduce.js';
import { initial, type State } from '../../../../app/tui/terminal/state/state.js';

/** Local time, so that frames show the same hour everywhere. */
const NOON = new Date(2026, 0, 5, 12, 0, 0).getTime();

export const STAGES = ['traffic', 'detect', 'sign', 'broadcast', 'validate', 'agree', 'learn', 'record'];
const NODES = 60;
const ARMS = ['none', 'reputation', 'majority'];

const LEGEND = [
  { label: 'normal', tone: 'calm', glyph: '·', ascii: '.', rank: 0 },
  { label: 'attacked', tone: 'bad', glyph: '▲', ascii: 'A', rank: 3 },
  { label: 'detected', tone: 'good', glyph: '●', ascii: 'D', rank: 2 },
  { label: 'down', tone: 'off', glyph: '×', ascii: 'x', rank: 1 },
] as const;

export const run = (index: number, of = 6): RunShape => ({
  index,
  of,
  scenario: 'byzantine',
  arm: ARMS[index % ARMS.length],
  seed: 42 + Math.floor(index / ARMS.length),
});

export const begin = (index = 0, change: Partial<Begin> = {}): Begin => ({
  type: 'begin',
  run: run(index),
  stages: STAGES,
  steps: 200,
  agents: NODES,
  device: 'tensorflow',
  threads: 4,
  inspectable: NODES,
  views: [
    {
      kind: 'chart',
      title: 'Detection',
      low: 0,
      high: 1,
      series: [
        { name: 'recall', tone: 'good' },
        { name: 'precision', tone: 'calm' },
        { name: 'false positives', tone: 'bad' },
      ],
    },
    { kind: 'network', title: 'Network', legend: LEGEND, nodes: NODES },
    {
      kind: 'chart',
      title: 'Consensus',
      low: 0,
      series: [
        { name: 'confirmed', tone: 'good' },
        { name: 'rejected', tone: 'warn' },
        { name: 'pending', tone: 'off' },
      ],
    },
    { kind: 'chart', title: 'Messages', series: [{ name: 'sent a step', tone: 'accent' }] },
    { kind: 'feed', title: 'Ledger', columns: ['step', 'kind', 'node', 'entry', 'detail'] },
  ],
  ...change,
});

/** A frame after `done` steps, with the samples and rows of the last `fresh` of them. */
export function frameAt(done: number, fresh = 1, change: Partial<Frame> = {}): Frame {
  const steps = Array.from({ length: Math.min(fresh, done) }, (_, at) => done - Math.min(fresh, done) + at);
  return {
    type: 'frame',
    clock: 0,
    done,
    stage: 3,
    seconds: [1, 20, 4, 2, 9, 3, 58, 1.5].map((share) => (share * done) / 100),
    samples: steps.map((step) => ({
      step,
      values: [
        step < 5 ? null : 0.9 - 0.7 * Math.exp(-step / 30) + 0.05 * Math.sin(step / 3),
        step < 5 ? null : 0.95 - 0.1 * Math.abs(Math.sin(step / 17)),
        0.04 * Math.exp(-step / 50),
        Math.floor(step * 1.3),
        Math.floor(step / 9),
        5 + Math.round(4 * Math.sin(step / 5)),
        1200 + Math.round(400 * Math.sin(step / 11)),
      ],
    })),
    maps: [
      undefined,
      {
        states: Uint8Array.from(
          { length: NODES },
          (_, node) => [0, 0, 0, 1, 0, 2, 0, 0, 3][(node * 7 + done) % 9]!,
        ),
      },
      undefined,
      undefined,
      undefined,
    ],
    feeds: [[], [], [], [], steps.map((step) => ledgerRow(step))],
    rss: 734_003_200,
    inspectable: NODES,
    paused: false,
    ...change,
  };
}

const KINDS = ['proposal', 'confirm', 'reject', 'veto', 'commit'];
const ledgerRow = (step: number): string[] => [
  String(step),
  KINDS[step % KINDS.length]!,
  String((step * 7) % NODES),
  ((step * 2654435761) >>> 0).toString(16).padStart(8, '0'),
  ['similar to 3 known entries', 'seen in 4 windows', 'normal in own window', '', 'root 5f3c9e'][step % 5]!,
];

export const logged = (at: number, text: string, level: LogLine['level'] = 'info'): LogLine => ({
  type: 'log',
  time: NOON + at * 1000,
  level,
  text,
});

/** A session in the middle of its second run. */
export const MESSAGES: readonly (readonly [at: number, message: Message])[] = [
  [0, { type: 'open', shows: 'run', title: 'byzantine nodes', record: undefined, headless: undefined }],
  [0, logged(0, 'scenario byzantine.yaml, 3 arms, 2 replications')],
  [0, begin(0)],
  [1, logged(1, 'forests of 100 trees, 256 rows each', 'debug')],
  [40, frameAt(200, 200)],
  [
    40,
    {
      type: 'ended',
      run: run(0),
      steps: 200,
      state: 'finished',
      outcomes: [
        ['recall', 0.412],
        ['precision', 0.981],
        ['false positive rate', 0.00034],
        ['steps to detect', null],
      ],
      seconds: 40.2,
    },
  ],
  [41, begin(1)],
  [43, logged(43, 'node 17 is down for 12 steps', 'warn')],
  [50, frameAt(40, 40)],
  [
    55,
    logged(55, 'the ledger was synchronised after a partition of 12 steps: 148 entries, 3 of them contested'),
  ],
  [60, logged(60, 'cannot reach node 21', 'error')],
  [70, frameAt(124, 84)],
];

/** What is told of an agent. */
export const FACTS: Message = {
  type: 'agent',
  agent: 3,
  name: 'node 3',
  facts: [
    {
      title: 'State',
      figures: [
        ['state', 'attacked since step 118'],
        ['reputation', '0.74'],
        ['window', '512 rows'],
      ],
    },
    {
      title: 'Held entries',
      columns: ['entry', 'author', 'confirms', 'score'],
      rows: [
        ['9e3779b1', '17', '12', '0.91'],
        ['3c6ef372', '4', '9', '0.88'],
        ['daa66d2b', '52', '31', '0.79'],
      ],
    },
    {
      title: 'Peers',
      columns: ['node', 'similarity'],
      rows: [
        ['5', '0.993'],
        ['11', '0.981'],
        ['40', '0.9'],
      ],
    },
  ],
};

/** The state after messages and keys; frames that bear no time of their run's clock come without delay. */
export function play(
  messages: readonly (readonly [number, Message])[],
  keys: readonly string[] = [],
  start: State = initial(80, 24),
): { state: State; sent: FromTerminal[] } {
  let state = start;
  const sent: FromTerminal[] = [];
  const take = (event: Parameters<typeof reduce>[1]) => {
    const after = reduce(state, event);
    state = after.state;
    sent.push(...after.send);
  };
  for (const [at, message] of messages) {
    if (message.type !== 'frame' || message.clock > 0) take({ type: 'message', message, at });
    else {
      const { heard = at, clock = 0 } = state.current ?? {};
      take({ type: 'message', message: { ...message, clock: (at - heard + clock) * 1000 }, at });
    }
  }
  for (const key of keys) take({ type: 'key', key });
  return { state, sent };
}

/** What Ink draws of a state, as it hands it to the screen. */
export function drawn<Of extends { readonly columns: number; readonly rows: number } = State>(
  state: Of,
  brush: Brush = createBrush('none', true),
  { Application }: Scene<Of> = RUN as unknown as Scene<Of>,
): string {
  const sheet = new Sheet();
  let frame = '';
  const stdout = Object.assign(new EventEmitter(), {
    columns: state.columns,
    rows: state.rows,
    write: () => {
      frame = sheet.take();
    },
  });
  render(createElement(SheetContext, { value: sheet }, createElement(Application, { state, brush })), {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: new PassThrough() as unknown as NodeJS.ReadStream,
    debug: true,
    patchConsole: false,
  }).unmount();
  return frame;
}
