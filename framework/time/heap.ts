/** What a heap orders: by time, then higher priority first, then by `order`, which tells any two apart. */
export interface Timed {
  readonly time: number;
  readonly priority: number;
  readonly order: number;
}

/** Children of a node: four are as many as a cache line of times has room for. */
const ARITY = 4;

/** A heap of events. An item's time, priority and order must not change while it is in the heap. */
export class EventHeap<T extends Timed> {
  readonly #items: T[] = [];
  /** Times of the items, beside them: most comparisons need no more. */
  #times = new Float64Array(64);

  get size(): number {
    return this.#items.length;
  }

  /** All items, in no order to go by. */
  get items(): readonly T[] {
    return this.#items;
  }

  /** The item that comes first, or undefined. */
  get top(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    const at = this.#items.length;
    if (at === this.#times.length) {
      const longer = new Float64Array(at * 2);
      longer.set(this.#times);
      this.#times = longer;
    }
    this.#items.push(item);
    this.#up(at, item);
  }

  /** Takes out the item that comes first. */
  pop(): T | undefined {
    const top = this.#items[0];
    const last = this.#items.pop();
    const left = this.#items.length;
    if (left > 0) this.#down(0, last!, this.#times[left]!);
    return top;
  }

  /** Keeps the items for which this holds, in linear time. */
  keep(holds: (item: T) => boolean): void {
    const items = this.#items;
    let kept = 0;
    for (const item of items) if (holds(item)) items[kept++] = item;
    items.length = kept;
    for (let at = 0; at < kept; at++) this.#times[at] = items[at]!.time;
    for (let at = Math.floor((kept - 2) / ARITY); at >= 0; at--) this.#down(at, items[at]!, this.#times[at]!);
  }

  #up(from: number, item: T): void {
    const items = this.#items;
    const times = this.#times;
    const { time } = item;
    let at = from;
    while (at > 0) {
      const parent = Math.floor((at - 1) / ARITY);
      const other = times[parent]!;
      if (time > other || (time === other && !isBefore(item, items[parent]!))) break;
      items[at] = items[parent]!;
      times[at] = other;
      at = parent;
    }
    items[at] = item;
    times[at] = time;
  }

  /** `time` is the item's: reading it from the item would fetch it from far away. */
  #down(from: number, item: T, time: number): void {
    const items = this.#items;
    const times = this.#times;
    const { length } = items;
    let at = from;
    for (;;) {
      const first = at * ARITY + 1;
      if (first >= length) break;
      let least = first;
      let leastTime = times[first]!;
      const end = Math.min(first + ARITY, length);
      for (let child = first + 1; child < end; child++) {
        const other = times[child]!;
        if (other > leastTime || (other === leastTime && !isBefore(items[child]!, items[least]!))) continue;
        least = child;
        leastTime = other;
      }
      if (time < leastTime || (time === leastTime && isBefore(item, items[least]!))) break;
      items[at] = items[least]!;
      times[at] = leastTime;
      at = least;
    }
    items[at] = item;
    times[at] = time;
  }
}

/** Which of two items of one time comes first. */
function isBefore(item: Timed, other: Timed): boolean {
  return item.priority === other.priority ? item.order < other.order : item.priority > other.priority;
}
