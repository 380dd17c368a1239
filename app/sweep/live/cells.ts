import type { RunReader } from '../../../framework/experiment/store/index.js';

/** Which cells a run has: one, or several where several designs come to the same run. Runs are told by their ids. */
export class Cells {
  readonly replications: number;
  /** [designs × replications] */
  readonly runs: Uint32Array;
  /** [ids] the first cell of a run, and by cell the next one of the same run; −1 for none. */
  readonly #first: Int32Array;
  readonly #next: Int32Array;

  constructor(table: RunReader, designs: number, replications: number) {
    this.replications = replications;
    this.runs = new Uint32Array(designs * replications);
    this.#next = new Int32Array(this.runs.length).fill(-1);
    const last = table.value<number>('SELECT max(id) FROM run') ?? 0;
    this.#first = new Int32Array(last + 1).fill(-1);
    for (const [design, replication, run] of table.db
      .prepare('SELECT design, replication, run FROM member ORDER BY design DESC, replication DESC')
      .raw()
      .iterate() as IterableIterator<[number, number, number]>) {
      const cell = design * replications + replication;
      this.runs[cell] = run;
      this.#next[cell] = this.#first[run]!;
      this.#first[run] = cell;
    }
  }

  /** Ids are less than this. */
  get ids(): number {
    return this.#first.length;
  }

  /** The cells of a run, in their order. */
  *of(run: number): Generator<number, void> {
    for (let cell = this.#first[run] ?? -1; cell >= 0; cell = this.#next[cell]!) yield cell;
  }
}
