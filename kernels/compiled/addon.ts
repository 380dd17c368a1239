/** The kernels compiled from native/: loaded where they were built, which set-up and installation try. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

type Columns =
  | Uint32Array
  | Int32Array
  | Uint16Array
  | Int16Array
  | Uint8Array
  | Int8Array
  | Float64Array
  | undefined;

/** Arguments in the order in which native/bind-*.cpp take them. */
export interface Addon {
  /** Instruction sets that this processor has, best first; a kernel is told which by its place. */
  readonly implementations: readonly string[];
  forestFit(...job: (number | Columns)[]): void;
  forestScore(...job: (number | Columns)[]): void;
  matchCounts(...job: (number | Columns)[]): void;
  firstMatch(...job: (number | Columns)[]): void;
  leaderClusters(...job: (number | Columns)[]): void;
  randomBits(...job: (number | Columns)[]): void;
  normals(...job: (number | Columns)[]): void;
  traffic(...job: (number | Columns)[]): void;
  directions(...job: (number | Columns)[]): void;
  tally(...job: (number | Columns)[]): void;
}

export interface CompiledOptions {
  /** Threads that share the work, the caller's among them; any number gives the same bits. */
  readonly threads: number;
  /** Place in `addon.implementations`; the best where absent. */
  readonly implementation?: number;
}

export type Loaded = { readonly addon: Addon } | { readonly addon: undefined; readonly reason: string };

let loaded: Loaded | undefined;

/** Loads the addon once; where it cannot be loaded, says why. */
export function loadAddon(): Loaded {
  loaded ??= load();
  return loaded;
}

function load(): Loaded {
  const require = createRequire(import.meta.url);
  const name = `build/kernels-${process.platform}-${process.arch}.node`;
  // From the sources and from dist, which lies one folder deeper.
  const candidates = ['../../', '../../../'].map((up) => fileURLToPath(new URL(up + name, import.meta.url)));
  let reason = 'they were not compiled';
  for (const candidate of candidates) {
    try {
      return { addon: require(candidate) as Addon };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'MODULE_NOT_FOUND') reason = message.trim().split('\n', 1)[0]!;
    }
  }
  return { addon: undefined, reason };
}

/** One phrase for people: which kernels run here, and, where they are not the compiled ones, why. */
export function describeKernels(): string {
  const found = loadAddon();
  return found.addon === undefined
    ? `kernels in JavaScript (${found.reason}; see docs/platforms.md)`
    : `compiled kernels with ${found.addon.implementations[0]}`;
}
