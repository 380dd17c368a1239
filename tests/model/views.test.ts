import { expect, test } from 'vitest';
import type { View } from '../../framework/index.js';
import type { SecurityModel } from '../../model/index.js';
import { legend, State } from '../../model/views/states.js';
import { type Given, runModel, small } from './support/run.js';

const faulty = {
  ...small,
  faults: {
    byzantine: [{ behaviour: 'always-no', nodes: [3] }],
    outages: [{ nodes: [5], start: 4, steps: 6 }],
    partitions: [{ start: 8, steps: 4, parts: 2 }],
  },
} as const satisfies Given;

const only = <K extends View['kind']>(model: SecurityModel, kind: K) =>
  model.views.views.filter((view): view is Extract<View, { kind: K }> => view.kind === kind);

test('nodes show as normal, attacked, flagging, Byzantine, offline and partitioned', async () => {
  const seen: Uint8Array[] = [];
  const offline: string[] = [];
  await runModel(faulty, {
    each: (model) => {
      const [network] = only(model, 'network');
      expect(network!.legend).toBe(legend);
      seen.push(network!.states());
      offline.push(JSON.stringify(model.views.inspector!.describe(5)));
    },
  });
  expect(seen.every((states) => states.length === small.agents && states[3] === State.byzantine)).toBe(true);
  // Before the campaign begins nobody is attacked.
  for (const states of seen.slice(0, 2)) {
    expect(states.includes(State.attacked) || states.includes(State.caught)).toBe(false);
  }
  expect(seen[3]!.includes(State.caught)).toBe(true);
  expect(seen.map((states) => states[5] === State.offline)).toEqual(
    seen.map((_, step) => step >= 4 && step < 10),
  );
  const split = seen.map((states) => states.includes(State.partitioned));
  expect(split.slice(0, 8).some(Boolean)).toBe(false);
  expect(split.slice(8, 12).some(Boolean)).toBe(true);
  expect(offline[5]).toContain('"component","offline"');
});

test('charts tell what the run tells', async () => {
  const { model, report } = await runModel(small);
  const figures = Object.fromEntries(
    only(model, 'chart').flatMap(({ series }) => series.map(({ name, value }) => [name, value()])),
  );
  const { proposed, accepted, rejected, pending } = report.consensus;
  expect(figures).toMatchObject({ proposed, accepted, rejected, pending, entries: model.entries });
  expect(figures['recall']).toBe(model.measures.step.recall);
});

test('the ledger is fed row by row, the latest where there are too many', async () => {
  const rows: (readonly string[])[] = [];
  let next = 0;
  const { report } = await runModel(small, {
    each: (model) => {
      const [feed] = only(model, 'feed');
      const fed = feed!.rows(next, 1000);
      next = fed.next;
      rows.push(...fed.rows);
      const [another] = only(model, 'feed');
      expect(another!.rows(0, 2).rows).toEqual(rows.slice(-2));
      expect(another!.columns).toHaveLength(rows[0]!.length);
    },
  });
  expect(rows.map(([id]) => Number(id))).toEqual(Array.from({ length: report.ledger.rows }, (_, i) => i + 1));
  expect(rows[0]!.at(-1)).toBe('decentralised, 20 nodes, seed 7');
  expect(rows.find(([, , kind]) => kind === 'decision')!.at(-1)).toMatch(
    /^accepted: \d+ confirm, \d+ reject$/,
  );
});

test('a node is told with its window, scores, votes and blacklist', async () => {
  const told: string[] = [];
  await runModel(small, {
    each: (model) => {
      const facts = model.views.inspector!.describe(2);
      told.push(JSON.stringify(facts));
      expect(facts.map(({ title }) => title.replace(/:.*/, ''))).toEqual([
        'Node',
        'Records of this step by score',
        'Votes on what is pending',
        'Blacklist',
      ]);
    },
  });
  expect(told.at(-1)).toContain('"window","64 of 64 records"');
  expect(told.at(-1)).toMatch(/Blacklist: [1-9]/);
  expect(told.join()).toContain('"flags"');
});

test('looking at a run changes nothing', async () => {
  const looked = await runModel(faulty, {
    each: (model) => {
      for (const view of model.views.views) {
        if (view.kind === 'network') view.states();
        if (view.kind === 'chart') for (const { value } of view.series) value();
      }
      for (let node = 0; node < small.agents; node++) model.views.inspector!.describe(node);
    },
  });
  expect(looked.report.digest).toBe((await runModel(faulty)).report.digest);
});
