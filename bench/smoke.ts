import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Kernels } from '../kernels/index.js';
import { runSecurity, type SecurityParameters, securityParameters } from '../model/index.js';
import { root } from './root.js';

/** The file of the scenario `smoke`. */
export const SMOKE = join(root, 'scenarios', 'smoke.yaml');

/** The parameters of the scenario `smoke`. */
export function smoke(): SecurityParameters {
  const { name: _, description: __, ...parameters } = parse(readFileSync(SMOKE, 'utf8'));
  return securityParameters.parse(parameters);
}

/** A run of it, kept nowhere; answers the digest. */
export async function smokeRun(parameters: SecurityParameters, kernels: Kernels): Promise<string> {
  const { digest } = await runSecurity({
    parameters,
    kernels,
    baseFolder: '.',
    dataFolder: '.',
    ledgerPath: null,
  });
  return digest;
}
