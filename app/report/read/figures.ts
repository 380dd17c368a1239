/** Figures of the runs of a sweep: by name, design and replication. */
export class Figures {
  readonly designs: number;
  readonly replications: number;
  readonly #columns = new Map<string, (number | null)[][]>();

  constructor(designs: number, replications: number) {
    this.designs = designs;
    this.replications = replications;
  }

  /** Names in the order in which they came. */
  get names(): readonly string[] {
    return [...this.#columns.keys()];
  }

  set(name: string, design: number, replication: number, value: number | null): void {
    let column = this.#columns.get(name);
    if (column === undefined) {
      column = Array.from({ length: this.designs }, () => new Array<null>(this.replications).fill(null));
      this.#columns.set(name, column);
    }
    column[design]![replication] = value;
  }

  /** [replications] A figure of a design; null where the run has none, or is not there. */
  of(name: string, design: number): readonly (number | null)[] {
    return this.#columns.get(name)?.[design] ?? new Array<null>(this.replications).fill(null);
  }

  /** Over several designs: by replication, the mean over those that have the figure. */
  over(name: string, designs: readonly number[]): readonly (number | null)[] {
    if (designs.length === 1) return this.of(name, designs[0]!);
    return Array.from({ length: this.replications }, (_, replication) => {
      let sum = 0;
      let count = 0;
      for (const design of designs) {
        const value = this.of(name, design)[replication]!;
        if (value === null) continue;
        sum += value;
        count++;
      }
      return count === 0 ? null : sum / count;
    });
  }

  /** Whether two runs differ in it, or one has it and another has not. */
  varies(name: string): boolean {
    const first = this.#columns.get(name)?.[0]?.[0];
    return this.#columns.get(name)?.some((design) => design.some((value) => value !== first)) ?? false;
  }
}
