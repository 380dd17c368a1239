/** The kernels compiled from native/: loaded where they were built, which set-up and installation try. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export type Column =
  | Uint32Array
  | Int32Array
  | Uint16Array
  | Int16Array
  | Uint8Array
  | Int8Array
  | Float64Array
  | undefined;

/** See `attributeList` of columns.ts. */
type Attributes = readonly (number | Column)[];

/** Arguments in the order in which native/bind-*.cpp take them. */
export interface Addon {
  /** Instruction sets that this processor has, best first; a kernel is told which by its place. */
  readonly implementations: readonly string[];
  forestFit(...job: (number | Column)[]): void;
  forestScore(...job: (number | Column)[]): void;
  matchCounts(...job: (number | Column)[]): void;
  firstMatch(...job: (number | Column)[]): void;
  leaderClusters(...job: (number | Column)[]): void;
  randomBits(...job: (number | Column)[]): void;
  normals(...job: (number | Column)[]): void;
  traffic(...job: (number | Column)[]): void;
  directions(...job: (number | Column)[]): void;
  tally(...job: (number | Column)[]): void;
  strongest(...job: (number | Column | Attributes)[]): void;
  groupSignatures(...job: (number | Column)[]): void;
  castVotes(...job: (number | Column)[]): void;
  windowAppend(...job: (number | Column | Attributes)[]): void;
  windowPurge(...job: (number | Column | Attributes)[]): void;
  /** Where the system can: see parent.ts. */
  endWithParent?(): void;
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
  // The package's folder is above this one, or above what this is built into.
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
