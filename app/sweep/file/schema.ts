import { z } from 'zod';
import { SAMPLE_METHODS } from '../../../framework/index.js';
import { Guide } from '../../config/guide.js';
import { scenarioSchema } from '../../config/scenario.js';
import { KEEPS } from '../shard.js';

const value = z.unknown().describe('a value, as a scenario file has it');
const values = z.array(value).min(1);

/** Values by the dotted path of the parameter. */
const combination = z.record(z.string(), value);

const matrix = z
  .object({
    include: z
      .array(combination)
      .describe('Each adds its values to the combinations that have its others; else it is one of its own.')
      .optional(),
    exclude: z.array(combination).describe('Combinations with these values are left out.').optional(),
  })
  .catchall(values)
  .describe('Lists of values by parameter: every value with every value of the others.');

const sampled = z
  .strictObject({
    min: z.number().describe('Least value.').optional(),
    max: z.number().describe('Greatest value.').optional(),
    scale: z.enum(['linear', 'log']).describe('log: equal factors are equally likely.').default('linear'),
    integer: z.boolean().describe('Whether only whole numbers are drawn.').default(false),
    values: values.describe('In place of a range: values, each equally likely.').optional(),
  })
  .describe('A range, or values, that a parameter is drawn from.');

const sample = z
  .strictObject({
    method: z.enum(SAMPLE_METHODS).describe('How the points are drawn.'),
    count: z
      .int()
      .min(1)
      .max(1_000_000)
      .describe(
        'Points; of saltelli the base points, each of which makes a design a parameter and two more.',
      ),
    parameters: z.record(z.string(), sampled).describe('Ranges by parameter.'),
  })
  .describe('Designs drawn from ranges.');

const duration = z
  .union([z.number(), z.string().max(32)])
  .describe('a time such as 90s, 5m or 2h, or seconds');
const bytes = z
  .union([z.int().min(1), z.string().max(32)])
  .describe('a size such as 512MiB or 2GiB, or bytes');

const limits = z
  .strictObject({
    time: duration.describe('Most wall time of one run, such as 60s; none where absent.').optional(),
    memory: bytes.describe('Most memory of a run’s process, such as 2GiB; none where absent.').optional(),
    attempts: z.int().min(1).max(20).describe('How often a run is tried.').default(3),
    runs: z
      .int()
      .min(1)
      .max(1_000_000)
      .describe('Most runs; a file that asks for more is refused.')
      .default(100_000),
  })
  .describe('Bounds of each run, and of the sweep.');

const threshold = z.union([
  z.string().min(1).max(200),
  z.strictObject({
    check: z.string().min(1).max(200).describe('What is to hold, such as `median(fpr) <= 0.03`.'),
    where: combination.describe('Asked only of designs with these values.').optional(),
  }),
]);

const { name, seed, replications } = scenarioSchema.shape;

/** A sweep file: what is run, what varies, how often, and what stays of it. */
export const sweepSchema = z
  .strictObject({
    name,
    description: z.string().max(4096).describe('What the sweep is for.').optional(),
    scenario: z
      .string()
      .min(1)
      .max(4096)
      .describe('Scenario file that the designs change; relative to this file.')
      .optional(),
    model: z
      .string()
      .min(1)
      .max(4096)
      .describe('In place of a scenario: a model of the library, or the file of a module of your own.')
      .optional(),
    storage: z.enum(['objects', 'columns']).describe('How a model keeps its agents.').optional(),
    set: combination.describe('Values that all designs have in place of the base’s, by path.').default({}),
    seed: seed.describe('Root of the seeds of all replications; the base’s where absent.'),
    replications: replications.describe('Runs of each design, on seeds that are the same for all designs.'),
    matrix: matrix.optional(),
    zip: z
      .record(z.string(), values)
      .describe('Lists of one length by parameter, gone through in step.')
      .optional(),
    list: z.array(combination).min(1).describe('Designs as they are.').optional(),
    sample: sample.optional(),
    thresholds: z
      .array(threshold)
      .max(1000)
      .describe('What is to hold for the outcomes of each design, such as `recall >= 0.6`.')
      .default([]),
    keep: z
      .enum(KEEPS)
      .describe(
        'What stays of each run: its folder, its rows in the tables, or its line in the table of runs.',
      )
      .default('tables'),
    limits: limits.prefault({}),
  })
  .describe('A Starling sweep.');

/** A sweep file as it is read: defaults filled in, nothing resolved. */
export type SweepFile = z.output<typeof sweepSchema>;

export const sweepGuide = new Guide(sweepSchema);

/** JSON Schema of a sweep file, as editors read it. */
export function sweepJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(sweepSchema, { io: 'input' });
  return { $schema, title: 'Starling sweep', ...rest };
}
