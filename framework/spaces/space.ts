import { StarlingError } from '../errors.js';
import type { RandomCursor } from '../random/index.js';
import type { Item } from './item.js';
import type { SpaceOwner } from './owner.js';

/** Draws of a place at most, where a space does not know its empty ones. */
const TRIES = 1000;

/**
 * Where items are: agents kept as objects, or rows of a population. A space knows nothing of how agents are stored or
 * when they act.
 *
 * A new space is a subclass with the five abstract methods; everything else is built on these and may be overridden
 * where a space knows a faster way.
 */
export abstract class Space<Place, I extends Item = number> {
  /** @param of whose agents stand in it: who is removed from there leaves the space, too */
  constructor(of?: SpaceOwner<I>) {
    of?.whenRemoved((item) => this.remove(item));
  }

  /** Puts an item that is not in this space at a place. @throws StarlingError where it is in already, or cannot be */
  abstract place(item: I, at: Place): void;

  /** Takes an item out; does nothing where it is not in. */
  abstract remove(item: I): void;

  /** Where an item is, or undefined where it is not in this space. */
  abstract placeOf(item: I): Place | undefined;

  /** Everyone within a distance of a place, those at the place itself too, in an order that the space defines. */
  abstract within(at: Place, radius: number): I[];

  /** A place drawn uniformly. */
  abstract randomPlace(random: RandomCursor): Place;

  /** Whether an item is in this space. */
  has(item: I): boolean {
    return this.placeOf(item) !== undefined;
  }

  /** Takes an item from where it is to another place. @throws StarlingError where it cannot be there; it then stays */
  move(item: I, to: Place): void {
    const from = this.placed(item);
    this.remove(item);
    try {
      this.place(item, to);
    } catch (error) {
      this.place(item, from);
      throw error;
    }
  }

  /** Two items change places. */
  swap(a: I, b: I): void {
    const ofA = this.placed(a);
    const ofB = this.placed(b);
    this.remove(a);
    this.remove(b);
    this.place(a, ofB);
    if (a !== b) this.place(b, ofA);
  }

  /** Everyone else within a distance of an item (1 where none is given), in the order of `within`. */
  neighbours(item: I, radius = 1): I[] {
    return this.within(this.placed(item), radius).filter((other) => other !== item);
  }

  /** One of the neighbours, drawn uniformly, or undefined where there are none. */
  randomNeighbour(item: I, random: RandomCursor, radius = 1): I | undefined {
    return random.pick(this.neighbours(item, radius));
  }

  /** Whether nobody is at a place. */
  isEmpty(at: Place): boolean {
    return this.within(at, 0).length === 0;
  }

  /**
   * A place where nobody is, drawn uniformly from those; undefined where there is none, or where 1000 draws met none.
   * Spaces of cells know their empty ones and need one draw.
   */
  randomEmpty(random: RandomCursor): Place | undefined {
    for (let tries = 0; tries < TRIES; tries++) {
      const at = this.randomPlace(random);
      if (this.isEmpty(at)) return at;
    }
    return undefined;
  }

  /** Puts an item at a place drawn uniformly, and answers the place. */
  placeAtRandom(item: I, random: RandomCursor): Place {
    const at = this.randomPlace(random);
    this.place(item, at);
    return at;
  }

  /** Puts an item at a random empty place, and answers the place. @throws StarlingError where none is found */
  placeAtEmpty(item: I, random: RandomCursor): Place {
    const at = this.#empty(random);
    this.place(item, at);
    return at;
  }

  /** Takes an item to a random empty place, which is not its own, and answers it. @throws as `placeAtEmpty` */
  moveToEmpty(item: I, random: RandomCursor): Place {
    const to = this.#empty(random);
    this.move(item, to);
    return to;
  }

  /** Where an item is. @throws StarlingError where it is not in this space */
  protected placed(item: I): Place {
    const at = this.placeOf(item);
    if (at === undefined) throw nowhere(item);
    return at;
  }

  #empty(random: RandomCursor): Place {
    const at = this.randomEmpty(random);
    if (at === undefined)
      throw new StarlingError('No empty place was found.', {
        hint: 'Ask randomEmpty first, or make the space greater.',
      });
    return at;
  }
}

export function nowhere(item: Item): StarlingError {
  return new StarlingError(`${nameOf(item)} is not in this space.`, { hint: 'Place it first.' });
}

export function nameOf(item: Item): string {
  return typeof item === 'number' ? `Row ${item}` : `Agent ${item.id}`;
}
