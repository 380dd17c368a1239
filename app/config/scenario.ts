import { z } from 'zod';
import { securityParameters, sharing } from '../../model/parameters.js';
import { Guide } from './guide.js';

const collect = z
  .strictObject({
    every: z.int().min(1).max(1_000_000).describe('Rows are collected each so many steps.').default(1),
    format: z
      .enum(['parquet', 'csv', 'jsonl', 'sqlite'])
      .describe('Format of the tables.')
      .default('parquet'),
    agents: z.boolean().describe('Whether a row a node is collected too.').default(false),
  })
  .describe('What a run writes into its tables.');

/** A scenario file: the parameters of the model, and how often and in which arms it is run. */
export const scenarioSchema = securityParameters
  .extend({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
      .describe(
        'a name of letters, digits, dots, hyphens and underscores, at most 64, first a letter or digit',
      ),
    description: z.string().max(4096).describe('What the scenario is for.').optional(),
    model: z.literal('security').describe('The model that runs.').default('security'),
    replications: z
      .int()
      .min(1)
      .max(10_000)
      .describe('Runs with different seeds, all derived from `seed`.')
      .default(1),
    arms: z
      .array(sharing)
      .min(1)
      .max(3)
      .describe('Arms run side by side on the same seeds; each takes the place of `sharing`.')
      .optional(),
    collect: collect.prefault({}),
  })
  .describe('A Starling scenario.');

export type Scenario = z.output<typeof scenarioSchema>;

export const scenarioGuide = new Guide(scenarioSchema);

/** JSON Schema of a scenario file, as editors read it. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(scenarioSchema, { io: 'input' });
  return { $schema, title: 'Starling scenario', ...rest };
}

/** A resolved scenario as a file would say it: a fixed threshold takes the place of the contamination. */
export function asWritten(scenario: Scenario): object {
  if (scenario.detector.threshold === undefined) return scenario;
  const { contamination: _, ...detector } = scenario.detector;
  return { ...scenario, detector };
}
