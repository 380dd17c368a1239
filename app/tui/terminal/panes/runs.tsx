import { duration } from '../../pace.js';
import { type Brush, figured, grouped } from '../../paint/index.js';
import { runsParts } from '../layout/runs.js';
import { armsOf, outcomesOf, scenariosOf } from '../state/select.js';
import type { RunRow } from '../state/state.js';
import { Block } from './lines.js';
import type { PaneProps } from './pane.js';
import { columnsFor, header, line } from './table.js';
import { count, heading, spelt } from './text.js';

/** Arms side by side by the means of their outcomes, and below them all runs. */
export function Runs({ state, at, brush }: PaneProps) {
  const { arms, list } = runsParts(at, outcomesOf(state).length, state.runs.length);
  return (
    <>
      <Arms state={state} at={arms} brush={brush} />
      <List state={state} at={list} brush={brush} />
    </>
  );
}

export function Arms({ state, at, brush }: PaneProps) {
  const arms = armsOf(state);
  const names = ['outcome', ...arms.map(({ arm, finished, runs }) => `${arm} (${finished} of ${runs})`)];
  const rows = outcomesOf(state).map((outcome) => [
    outcome,
    ...arms.map(({ means }) => outcomeOf(means.get(outcome) ?? null, brush)),
  ]);
  const columns = columnsFor(names, rows, at.width).map((column, place) => ({ ...column, right: place > 0 }));
  const lines = [
    heading('Outcomes', 'mean over finished runs', at.width, brush),
    header(columns, brush),
    ...rows.map((row) => line(columns, row, brush)),
  ];
  return <Block at={at} lines={lines} brush={brush} />;
}

const MARK = { tone: 'accent' } as const;

const STATE = {
  running: { tone: 'accent', bold: true },
  finished: { tone: 'good' },
  interrupted: { tone: 'warn' },
  failed: { tone: 'bad', bold: true },
} as const;

function List({ state, at, brush }: PaneProps) {
  const outcomes = outcomesOf(state);
  const scenarios = scenariosOf(state.runs);
  const several = scenarios.length > 1;
  const names = [
    '',
    'run',
    ...(several ? ['scenario'] : []),
    'arm',
    'seed',
    'state',
    'steps',
    'time',
    ...outcomes,
  ];
  const rows = state.runs.map((row) => cells(row, outcomes, several, brush));
  const columns = columnsFor(names, rows, at.width, { keep: names.length - outcomes.length });
  const page = Math.max(0, at.height - 2);
  const seen = state.runs.slice(state.scroll.runs, state.scroll.runs + page);
  const of = scenarios.reduce(
    (sum, name) => sum + (state.runs.find(({ run }) => run.scenario === name)?.run.of ?? 0),
    0,
  );
  const done = state.runs.filter((row) => row.state !== 'running').length;
  const lines = [
    heading('Runs', `${done} of ${count(of, 'run')} done`, at.width, brush),
    header(columns, brush),
    ...seen.map((row, place) =>
      line(columns, rows[state.scroll.runs + place]!, brush, [
        MARK,
        ...Array<undefined>(several ? 4 : 3),
        STATE[row.state],
      ]),
    ),
  ];
  if (seen.length === 0) lines.push(brush.style('none yet', { dim: true }));
  return <Block at={at} lines={lines} brush={brush} />;
}

function cells(row: RunRow, outcomes: readonly string[], several: boolean, brush: Brush): string[] {
  const known = new Map(row.outcomes);
  return [
    row.state === 'running' ? spelt('▸', brush) : ' ',
    String(row.run.index + 1),
    ...(several ? [row.run.scenario] : []),
    row.run.arm ?? (several ? spelt('–', brush) : row.run.scenario),
    String(row.run.seed),
    row.state,
    grouped(row.steps),
    duration(row.seconds),
    ...outcomes.map((outcome) => outcomeOf(known.get(outcome) ?? null, brush)),
  ];
}

const outcomeOf = (value: number | null, brush: Brush): string =>
  value === null ? spelt('–', brush) : figured(value);
