import type { z } from 'zod';
import { Exit, StarlingError } from '../framework/index.js';

/** Parameters with their defaults filled in. @throws StarlingError that names every one that is out of place */
export function parsed<S extends z.ZodType>(schema: S, values: z.input<S>): z.output<S> {
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  throw new StarlingError(`The parameters don't fit. ${faults.join('; ')}`, { code: Exit.usage });
}
