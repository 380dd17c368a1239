import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  CsvSink,
  column,
  DataCollector,
  JsonlSink,
  Model,
  ParquetSink,
  Population,
  Scheduler,
  type Sink,
  SqliteSink,
  stage,
} from '../../framework/index.js';

const AGENTS = 100_000;
const STEPS = 5;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'starling-bounded-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

class Crowd extends Model {
  readonly people = new Population(AGENTS, { x: column(Int32Array) });
  readonly scheduler = new Scheduler([stage('move', (step) => this.people.set('x', (i) => i + step))]);
  override readonly collector: DataCollector<Crowd, number>;

  constructor(sink: Sink) {
    super('crowd');
    this.collector = new DataCollector<Crowd, number>({
      agents: { x: (i, m) => m.people.columns.x[i]! },
      over: (m) => m.people,
      // Left to the sink: nothing is flushed before the end.
      flushEvery: 1000,
      sinks: [sink],
    });
  }
}

/** A sink that also tells how many rows it holds. */
type Buffered = Sink & { readonly buffered: number };

const sinks: Record<string, { limit: number; make: () => Buffered }> = {
  csv: { limit: 1024, make: () => new CsvSink(folder) },
  jsonl: { limit: 500, make: () => new JsonlSink(folder, { buffer: 500 }) },
  sqlite: { limit: 10_000, make: () => new SqliteSink(join(folder, 'crowd.db')) },
  parquet: { limit: 8192, make: () => new ParquetSink(folder) },
};

it.each(Object.keys(sinks))('%s: 100 000 rows a step are never held, but for the buffer', async (name) => {
  const { limit, make } = sinks[name]!;
  const sink = make();
  let rows = 0;
  let most = 0;
  const watched: Sink = {
    open: (tables) => sink.open(tables),
    write(table, row) {
      sink.write(table, row);
      rows++;
      most = Math.max(most, sink.buffered);
    },
    flush: () => sink.flush(),
    close: () => sink.close(),
  };
  const crowd = new Crowd(watched);
  await crowd.run({ steps: STEPS });
  expect(rows).toBe(AGENTS * STEPS);
  expect(most).toBeLessThanOrEqual(limit);
  expect(most).toBeGreaterThan(limit / 2);
  expect(sink.buffered).toBe(0);
  // Beside sinks, the collector keeps nothing for itself.
  expect(crowd.collector.rows('agents')).toEqual([]);
});
