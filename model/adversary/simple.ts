import type { RandomStream } from '../../framework/random/index.js';
import { Vote } from '../../kernels/index.js';
import { type Adversary, cast, type Proposed } from './adversary.js';

/** Confirms everything. */
export class AlwaysYes implements Adversary {
  readonly behaviour = 'always-yes';

  votes(honest: Uint8Array): Uint8Array {
    return cast(honest, () => Vote.confirm);
  }
}

/** Rejects everything. */
export class AlwaysNo implements Adversary {
  readonly behaviour = 'always-no';

  votes(honest: Uint8Array): Uint8Array {
    return cast(honest, () => Vote.reject);
  }
}

/** Confirms or rejects by a fair coin, one draw an address (node, step, place on the ballot). */
export class RandomVoter implements Adversary {
  readonly behaviour = 'random';
  readonly #random: Pick<RandomStream, 'below'>;

  constructor(random: Pick<RandomStream, 'below'>) {
    this.#random = random;
  }

  votes(honest: Uint8Array, _ballot: readonly Proposed[], node: number, step: number): Uint8Array {
    return cast(honest, (proposal) =>
      this.#random.below(2, node, step, proposal) === 0 ? Vote.confirm : Vote.reject,
    );
  }
}
