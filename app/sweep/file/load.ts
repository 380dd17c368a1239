import { sampleSize } from '../../../framework/experiment/design/index.js';
import { type DesignPlan, designsOf, type Seed } from '../../../framework/index.js';
import { readDocument } from '../../config/document.js';
import { checked } from '../../config/explain.js';
import type { LoadedSettings } from '../../config/load-settings.js';
import { applyOverrides, type Override, ofSettings } from '../../config/overrides.js';
import { InvalidInput, type Problem } from '../../config/problems.js';
import { version } from '../../version.js';
import { SECURITY_FIGURES } from '../thresholds/index.js';
import { openBase } from './base/index.js';
import { ofSweep, withoutEffect } from './command-line.js';
import { resolveDesigns } from './designs.js';
import { limitsOf } from './limits.js';
import type { LoadedSweep, Sampled } from './loaded.js';
import { sweepGuide, sweepSchema } from './schema.js';
import { sectionsOf } from './sections.js';
import { rootSeed } from './seed.js';
import { tooMany } from './size.js';
import { thresholdsOf } from './thresholds.js';

/**
 * A sweep file, resolved: every design with its scenario, every run with its key. Precedence, later wins: what a
 * scenario or a model has without the sweep, `set`, environment variables, flags and `--set`, the values of the design.
 * `--set` of seed, replications, keep and limits is of the sweep.
 * @throws InvalidInput with every problem and its place; more runs than `limits.runs` are one, with their number
 */
export async function loadSweep(
  file: string,
  settings: LoadedSettings,
  overrides: readonly Override[] = [],
  warn: (line: string) => void = () => undefined,
): Promise<LoadedSweep> {
  const tree = readDocument(file, 'sweep');
  const own = overrides.filter((override) => !ofSettings(override));
  applyOverrides(tree, own.filter(ofSweep));
  const result = checked(sweepSchema, tree, sweepGuide, file);
  if ('problems' in result) throw new InvalidInput(result.problems);
  const sweep = result.value;
  const limits = limitsOf(sweep, tree, file);
  const sections = sectionsOf(sweep, tree, file);
  const rest = own.filter((override) => !ofSweep(override));
  refuseAny([
    ...(Array.isArray(limits) ? limits : []),
    ...sections.problems,
    ...withoutEffect(sections.plan, rest),
  ]);
  refuseAny(tooMany(sections.plan, sweep, tree, file));
  const said = once(warn);
  const base = await openBase({
    sweep,
    tree,
    file,
    settings,
    set: sections.places.overrides(sections.set),
    overrides: rest,
    warn: said,
  });
  const seed = rootSeed(tree, file, base.seed, settings, said);
  const designs = designsOf(sections.plan, seed.value as Seed);
  const figures = sweep.scenario === undefined ? undefined : SECURITY_FIGURES;
  const { thresholds, problems } = thresholdsOf(sweep, designs, figures, tree, file);
  refuseAny(problems);
  const { replications } = sweep;
  const resolved = resolveDesigns(base, designs, sections.places, {
    version: base.code === undefined ? version() : `${version()} ${base.code}`,
    seed,
    replications,
  });
  return {
    name: sweep.name,
    description: sweep.description,
    file,
    subject: base.subject,
    version: version(),
    code: base.code,
    seed: seed.value as Seed,
    replications,
    ...resolved,
    sample: sampledOf(sections.plan),
    thresholds,
    keep: sweep.keep,
    limits: limits as Exclude<typeof limits, Problem[]>,
  };
}

function sampledOf({ sample }: DesignPlan): Sampled | undefined {
  if (sample === undefined) return undefined;
  const { method, count, parameters } = sample;
  return { method, count, parameters: Object.keys(parameters), designs: sampleSize(sample) };
}

function refuseAny(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InvalidInput(problems);
}

/** Says each line once: designs of one base have its warnings in common. */
function once(warn: (line: string) => void): (line: string) => void {
  const said = new Set<string>();
  return (line) => {
    if (!said.has(line)) warn(line);
    said.add(line);
  };
}
