/** Messages for a checkpoint: lists of what was posted, not copied further. */
export interface SavedMessages<M> {
  /** Posted since the last flip. */
  readonly posted: readonly M[];
  /** Readable until the next. */
  readonly readable: readonly M[];
}

/**
 * Messages to everybody. What is posted can be read once the list has been flipped, in the order of posting, until it is
 * flipped again: so nobody's message depends on who read first, and reading costs no more than what is read.
 *
 *     stage('speak', () => this.people.do((person) => this.rumours.post({ from: person.id, … }))),
 *     stage('deliver', () => this.rumours.flip()),
 *     stage('listen', () => this.people.do((person) => person.hear(this.rumours.all))),
 */
export class Messages<T> {
  #posted: T[] = [];
  #readable: readonly T[] = [];

  /** The messages that can be read. */
  get all(): readonly T[] {
    return this.#readable;
  }

  /** Takes a message; it can be read after the next flip. */
  post(message: T): void {
    this.#posted.push(message);
  }

  /** What was posted since the last flip can be read from now on; what could be read is gone. */
  flip(): void {
    this.#readable = this.#posted;
    this.#posted = [];
  }

  /** Drops all messages. */
  clear(): void {
    this.#posted = [];
    this.#readable = [];
  }

  /** For a checkpoint, which takes messages of plain data and agents. */
  save(): SavedMessages<T> {
    return { posted: [...this.#posted], readable: [...this.#readable] };
  }

  restore({ posted, readable }: SavedMessages<T>): void {
    this.#posted = [...posted];
    this.#readable = [...readable];
  }
}

/**
 * Messages to a key: an agent's id, a topic, or the index of a cell of some space, for messages at places. Otherwise as
 * `Messages`; finding those of a key takes constant time.
 */
export class KeyedMessages<T, K extends number | string = number> {
  #posted = new Map<K, T[]>();
  #readable: ReadonlyMap<K, readonly T[]> = new Map();

  /** Takes a message to a key; it can be read after the next flip. */
  post(key: K, message: T): void {
    const messages = this.#posted.get(key);
    if (messages === undefined) this.#posted.set(key, [message]);
    else messages.push(message);
  }

  /** The messages to a key that can be read, in the order of posting. */
  to(key: K): readonly T[] {
    return this.#readable.get(key) ?? [];
  }

  /** The keys that have messages to read, in the order in which each was first posted to. */
  get keys(): readonly K[] {
    return [...this.#readable.keys()];
  }

  /** What was posted since the last flip can be read from now on; what could be read is gone. */
  flip(): void {
    this.#readable = this.#posted;
    this.#posted = new Map();
  }

  /** Drops all messages. */
  clear(): void {
    this.#posted = new Map();
    this.#readable = new Map();
  }

  /** For a checkpoint, which takes messages of plain data and agents. */
  save(): SavedMessages<readonly [K, readonly T[]]> {
    return {
      posted: Array.from(this.#posted, ([key, messages]) => [key, [...messages]] as const),
      readable: Array.from(this.#readable, ([key, messages]) => [key, [...messages]] as const),
    };
  }

  restore({ posted, readable }: SavedMessages<readonly [K, readonly T[]]>): void {
    this.#posted = new Map(posted.map(([key, messages]) => [key, [...messages]]));
    this.#readable = new Map(readable.map(([key, messages]) => [key, [...messages]]));
  }
}
