import { parameterFault } from './parameter.js';
import { mostParameters, type SamplePlan } from './sample.js';

type Report = (path: readonly (string | number)[], message: string, hint: string) => void;

/** Tells what is wrong with a sample. */
export function sampleFaults({ method, count, parameters }: SamplePlan, report: Report): void {
  const names = Object.keys(parameters);
  const most = mostParameters(method);
  if (!Number.isSafeInteger(count) || count < 1)
    report(['count'], `${count} points`, 'expected a whole number from 1');
  if (names.length === 0) report(['parameters'], 'no parameter to sample', 'name at least one');
  if (names.length > most)
    report(
      ['parameters'],
      `${names.length} parameters, ${method} takes at most ${most}`,
      'sample fewer, or take latin-hypercube',
    );
  for (const name of names) {
    const fault = parameterFault(parameters[name]!);
    if (fault !== undefined) report(['parameters', name], ...fault);
  }
}
