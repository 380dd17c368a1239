import { z } from 'zod';
import { Exit, StarlingError } from './errors.js';

/** The parameters of a kind of model: their types, ranges and defaults. */
export interface Scenario<S extends z.ZodRawShape = z.ZodRawShape> {
  /** For documentation and JSON Schema. */
  readonly schema: z.ZodObject<S>;
  /** Parameters that may be others from a step on, in a branch of a run: those that neither shape nor enter its state. */
  readonly changeable: readonly string[];
  /**
   * Complete and frozen: what is left out has its default.
   * @throws StarlingError that names every parameter that is unknown or out of place
   */
  with(values?: z.input<z.ZodObject<S>>): Readonly<z.output<z.ZodObject<S>>>;
  /** The same parameters with other defaults. @throws StarlingError as `with` does */
  defaulting(values: Partial<z.output<z.ZodObject<S>>>): Scenario<S>;
  /** The same parameters, of which a branch of a run may change these. */
  changing(...names: (keyof S & string)[]): Scenario<S>;
  /**
   * The same parameters, which are to fit each other. `check` says by parameter what is expected of it beside the
   * others, and is asked once each is in its own range:
   *
   *     .checking(({ voters, parties }) => parties > voters && { parties: `expected at most the ${voters} voters` })
   */
  checking(check: Check<S>): Scenario<S>;
}

/** Parameters as a model runs on them. */
export type ParametersOf<S extends Scenario> = ReturnType<S['with']>;
/** Parameters as given: what has a default may be left out. */
export type InputOf<S extends Scenario> = NonNullable<Parameters<S['with']>[0]>;

/** What is expected of parameters beside the others; nothing, or false, where they fit. */
export type Check<S extends z.ZodRawShape> = (
  values: z.output<z.ZodObject<S>>,
) => { readonly [name in keyof S]?: string | undefined } | false | undefined;

/**
 * Describes parameters, each by a Zod type:
 *
 *     const VotersScenario = scenario({ voters: z.int().min(1).default(100), bias: z.number().min(0).max(1).default(0.5) });
 *     VotersScenario.with({ voters: 7 }); // { voters: 7, bias: 0.5 }, frozen
 */
export function scenario<S extends z.ZodRawShape>(shape: S): Scenario<S> {
  return scenarioOf(shape, [], () => undefined);
}

function scenarioOf<S extends z.ZodRawShape>(
  shape: S,
  changeable: readonly (keyof S & string)[],
  check: Check<S>,
): Scenario<S> {
  const schema = (z.strictObject(shape) as z.ZodObject<S>).check(({ value, issues }) => {
    if (issues.length > 0) return;
    for (const [name, message] of Object.entries(check(value) || {}))
      if (message !== undefined)
        issues.push({
          code: 'custom',
          path: [name],
          message,
          input: (value as Record<string, unknown>)[name],
        });
  });
  return {
    schema,
    changeable,
    with(values) {
      const result = schema.safeParse(values ?? {});
      if (result.success) return frozen(result.data);
      const faults = result.error.issues.map(({ path, message }) =>
        path.length === 0 ? message : `${path.join('.')}: ${message}`,
      );
      throw new StarlingError(`The parameters don't fit. ${faults.join('; ')}`, { code: Exit.usage });
    },
    defaulting(values) {
      const checked = this.with(values as z.input<z.ZodObject<S>>) as Record<string, unknown>;
      const entries = Object.entries(shape).map(([name, type]) => {
        if (!Object.hasOwn(values, name)) return [name, type];
        const bare = type instanceof z.ZodDefault ? type.removeDefault() : type;
        return [name, (bare as z.ZodType).default(checked[name])];
      });
      return scenarioOf(Object.fromEntries(entries) as S, changeable, check);
    },
    changing: (...names) => scenarioOf(shape, names, check),
    checking: (given) => scenarioOf(shape, changeable, given),
  };
}

/** Freezes plain objects and arrays to the bottom. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
