import type { Agent } from '../agent.js';
import { StarlingError } from '../errors.js';
import type { Model } from '../model/index.js';
import type { CollectorOptions, ItemReporters, Walk } from './options.js';
import { normalise } from './rows.js';
import type { Row, Value } from './sink.js';

/** What fills one table with the rows of a step. */
export interface Report<M> {
  readonly table: string;
  /** The stage after which it is due; the last one where absent. */
  readonly stage: string | undefined;
  run(model: M & Model, write: (table: string, row: Row) => void): void;
}

/**
 * The reports of a collector, in the order of its tables.
 * @throws StarlingError for an `after` that names no table, and for an `over` or `where` without reporters of agents
 */
export function reportsOf<M, I>(options: CollectorOptions<M, I>): Report<M>[] {
  const { model, summaries = {}, agents, agentTypes = {}, over, where, after } = options;
  if (agents === undefined && (over ?? where) !== undefined)
    throw new StarlingError("'over' and 'where' say which agents get a row, but 'agents' has no reporters.", {
      hint: "Give the columns in 'agents', or a table of its own in 'summaries'.",
    });
  const reports: Report<M>[] = [];
  const add = (table: string, run: Report<M>['run']) =>
    reports.push({ table, stage: typeof after === 'string' ? after : after?.[table], run });
  if (model !== undefined) {
    const entries = Object.entries(model);
    add('model', (of, write) => {
      const row: Record<string, Value> = { step: of.step };
      for (const [column, report] of entries) row[column] = normalise(report(of), 'model', column);
      write('model', row);
    });
  }
  for (const [table, { of, columns }] of Object.entries(summaries))
    add(table, (model, write) => {
      const set = of(model);
      const row: Record<string, Value> = { step: model.step, size: set.size };
      for (const { name, field, reducer } of columns)
        row[name] = normalise(set.agg(field as never, reducer), table, name);
      write(table, row);
    });
  if (agents !== undefined)
    add('agents', (of, write) => {
      const walk = over?.(of) ?? (of.agents as unknown as Walk<I>);
      const report = rowsOf('agents', agents, of, walk, write);
      walk.do((item) => {
        if (where === undefined || where(item, of)) report(item);
      });
    });
  for (const [table, { type, report }] of Object.entries(agentTypes))
    add(table, (of, write) => {
      const set = of.agentsOf(type as new (...args: never[]) => Agent);
      set.do(rowsOf(table, report as ItemReporters<M, Agent>, of, set, write));
    });
  if (typeof after === 'object')
    for (const table of Object.keys(after))
      if (!reports.some((report) => report.table === table))
        throw new StarlingError(`'after' names the table '${table}', which has no reporters.`, {
          hint: `Tables that have: ${reports.map((report) => report.table).join(', ')}.`,
        });
  return reports;
}

/** What makes the row of one item. */
function rowsOf<M, T>(
  table: string,
  reporters: ItemReporters<M, T>,
  model: M & Model,
  walk: Walk<T>,
  write: (table: string, row: Row) => void,
): (item: T) => void {
  const entries = Object.entries(reporters);
  return (item) => {
    const agent =
      typeof item === 'number' ? (walk.idOf?.(item) ?? item) : (item as { readonly id: number }).id;
    const row: Record<string, Value> = { step: model.step, agent };
    for (const [column, report] of entries) row[column] = normalise(report(item, model), table, column);
    write(table, row);
  };
}
