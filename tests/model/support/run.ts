import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { type Kernels, kernelsFor } from '../../../kernels/index.js';
import type { SecurityModel } from '../../../model/index.js';
import { type RunReport, runSecurity, securityParameters } from '../../../model/index.js';

export type Given = z.input<typeof securityParameters>;

/** A small, quick scenario in which attacks come early. */
export const small = {
  agents: 20,
  steps: 16,
  seed: 7,
  traffic: {
    source: 'synthetic',
    records: 16,
    features: 8,
    campaigns: [{ start: 2, nodes: 0.6, spread: 0.6, rate: 0.3, strength: 6 }],
  },
  detector: { trees: 20, subsample: 32, window: 64, refit: { every: 4 } },
} as const satisfies Given;

/** Runs a scenario with the fastest kernels that need no device and a ledger in a fresh folder. */
export async function runModel(
  given: Given,
  options: { kernels?: Kernels; agents?: boolean; each?: (model: SecurityModel) => void } = {},
): Promise<{ report: RunReport; model: SecurityModel }> {
  const folder = mkdtempSync(join(tmpdir(), 'starling-model-'));
  let watched: SecurityModel | undefined;
  const report = await runSecurity({
    parameters: securityParameters.parse(given),
    kernels: options.kernels ?? kernelsFor({ choice: 'auto', memoryBudget: 1 << 26 }),
    baseFolder: folder,
    dataFolder: folder,
    ledgerPath: join(folder, 'ledger.db'),
    agents: options.agents ?? false,
    watch: (model) => {
      watched = model;
      model.events.on('step', () => options.each?.(model));
    },
  });
  return { report, model: watched! };
}
