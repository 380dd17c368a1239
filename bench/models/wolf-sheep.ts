import type { ParametersOf } from '../../framework/index.js';
import type { WolfSheepScenario } from '../../library/index.js';
import { Sfc32 } from './sfc32.js';

/** The parameters of the library's model, and how many steps. */
export type WolfSheepJob = ParametersOf<typeof WolfSheepScenario> & { readonly steps: number };

export interface WolfSheepResult {
  readonly sheep: Animals;
  readonly wolves: Animals;
  /** [side²] steps until the grass is grown; 0: it is. */
  readonly countdown: Int32Array;
}

/** Animals of one kind: the living are `slots[0] … slots[size − 1]`; a slot whose animal died is used again. */
class Animals {
  energy: Float64Array;
  cell: Int32Array;
  slots: Int32Array;
  /** 1: died since the last sweep. */
  dead: Uint8Array;
  size = 0;
  /** Slots that hold nobody: those freed, and all from `used` on. */
  free: number[] = [];
  used = 0;

  constructor(capacity: number) {
    this.energy = new Float64Array(capacity);
    this.cell = new Int32Array(capacity);
    this.slots = new Int32Array(capacity);
    this.dead = new Uint8Array(capacity);
  }

  /** Of the living. */
  get energies(): number[] {
    return Array.from(this.slots.subarray(0, this.size), (slot) => this.energy[slot]!);
  }

  add(cell: number, energy: number): number {
    const slot = this.free.pop() ?? this.used++;
    if (this.used > this.energy.length) this.grow();
    this.energy[slot] = energy;
    this.cell[slot] = cell;
    this.dead[slot] = 0;
    this.slots[this.size++] = slot;
    return slot;
  }

  /** Drops the dead from the slots. */
  sweep(): void {
    let kept = 0;
    for (let i = 0; i < this.size; i++) {
      const slot = this.slots[i]!;
      if (this.dead[slot] === 1) this.free.push(slot);
      else this.slots[kept++] = slot;
    }
    this.size = kept;
  }

  protected grow(): void {
    this.energy = wider(this.energy);
    this.cell = wider(this.cell);
    this.slots = wider(this.slots);
    this.dead = wider(this.dead);
  }
}

/** Sheep, in a list for each cell, from which wolves take them. */
class Sheep extends Animals {
  readonly first: Int32Array;
  readonly count: Int32Array;
  next: Int32Array;
  before: Int32Array;

  constructor(capacity: number, cells: number) {
    super(capacity);
    this.first = new Int32Array(cells).fill(-1);
    this.count = new Int32Array(cells);
    this.next = new Int32Array(capacity);
    this.before = new Int32Array(capacity);
  }

  override add(cell: number, energy: number): number {
    const slot = super.add(cell, energy);
    this.enter(slot, cell);
    return slot;
  }

  enter(slot: number, cell: number): void {
    const head = this.first[cell]!;
    this.next[slot] = head;
    this.before[slot] = -1;
    if (head >= 0) this.before[head] = slot;
    this.first[cell] = slot;
    this.count[cell]!++;
    this.cell[slot] = cell;
  }

  leave(slot: number): void {
    const cell = this.cell[slot]!;
    const before = this.before[slot]!;
    const next = this.next[slot]!;
    if (before >= 0) this.next[before] = next;
    else this.first[cell] = next;
    if (next >= 0) this.before[next] = before;
    this.count[cell]!--;
  }

  protected override grow(): void {
    super.grow();
    this.next = wider(this.next);
    this.before = wider(this.before);
  }
}

function wider<T extends Float64Array | Int32Array | Uint8Array>(old: T): T {
  const fresh = new (old.constructor as new (length: number) => T)(old.length * 2);
  fresh.set(old);
  return fresh;
}

/** Wilensky's wolves, sheep and grass on typed arrays, without a framework: rules in library/wolf-sheep/README.md. */
export function wolfSheep(job: WolfSheepJob, seed: number): WolfSheepResult {
  const { side, regrow, sheepReproduce, wolfReproduce, sheepGain, wolfGain, steps } = job;
  const random = new Sfc32(seed);
  const cells = side * side;
  const countdown = new Int32Array(cells);
  const places = Int32Array.from({ length: cells }, (_, cell) => cell);
  random.shuffle(places);
  for (let i = cells >> 1; i < cells; i++) countdown[places[i]!] = 1 + random.below(regrow);
  const sheep = new Sheep(Math.max(64, job.sheep * 2), cells);
  const wolves = new Animals(Math.max(64, job.wolves * 2));
  for (let i = 0; i < job.sheep; i++)
    sheep.add(random.below(cells), 1 + random.float() * (2 * sheepGain - 1));
  for (let i = 0; i < job.wolves; i++)
    wolves.add(random.below(cells), 1 + random.float() * (2 * wolfGain - 1));

  const walk = (cell: number) => {
    const way = random.below(8);
    // Of the nine cells around, number 4 is the one in the middle.
    const of = way < 4 ? way : way + 1;
    const x = (cell % side) + (of % 3) - 1;
    const y = Math.floor(cell / side) + Math.floor(of / 3) - 1;
    return ((y + side) % side) * side + ((x + side) % side);
  };

  for (let step = 0; step < steps; step++) {
    const grazing = sheep.size;
    random.shuffle(sheep.slots, grazing);
    for (let turn = 0; turn < grazing; turn++) {
      const slot = sheep.slots[turn]!;
      sheep.leave(slot);
      const cell = walk(sheep.cell[slot]!);
      let energy = sheep.energy[slot]! - 1;
      if (countdown[cell] === 0) {
        energy += sheepGain;
        countdown[cell] = regrow;
      }
      if (energy < 1) {
        sheep.dead[slot] = 1;
        continue;
      }
      sheep.enter(slot, cell);
      if (random.float() < sheepReproduce) {
        energy /= 2;
        sheep.add(cell, energy);
      }
      sheep.energy[slot] = energy;
    }
    sheep.sweep();

    const hunting = wolves.size;
    random.shuffle(wolves.slots, hunting);
    for (let turn = 0; turn < hunting; turn++) {
      const slot = wolves.slots[turn]!;
      const cell = walk(wolves.cell[slot]!);
      wolves.cell[slot] = cell;
      let energy = wolves.energy[slot]! - 1;
      if (sheep.count[cell]! > 0) {
        let prey = sheep.first[cell]!;
        for (let skip = random.below(sheep.count[cell]!); skip > 0; skip--) prey = sheep.next[prey]!;
        sheep.leave(prey);
        sheep.dead[prey] = 1;
        energy += wolfGain;
      }
      if (energy < 0) {
        wolves.dead[slot] = 1;
        continue;
      }
      if (random.float() < wolfReproduce) {
        energy /= 2;
        wolves.add(cell, energy);
      }
      wolves.energy[slot] = energy;
    }
    wolves.sweep();
    sheep.sweep();

    for (let cell = 0; cell < cells; cell++) if (countdown[cell]! > 0) countdown[cell]!--;
  }
  return { sheep, wolves, countdown };
}
