import { counted } from '../../../framework/experiment/design/index.js';
import { countDesigns, designsOf } from '../../../framework/index.js';
import { readDocument } from '../../config/document.js';
import { checked, problemAt } from '../../config/explain.js';
import type { LoadedSettings } from '../../config/load-settings.js';
import { placeOf } from '../../config/origin.js';
import { applyOverrides, type Override, ofSettings } from '../../config/overrides.js';
import { formatPath } from '../../config/path.js';
import { InvalidInput, type Problem } from '../../config/problems.js';
import type { Tree } from '../../config/tree.js';
import { OUTCOMES } from '../../run/result.js';
import { version } from '../../version.js';
import { openBase } from './base/index.js';
import { resolveDesigns } from './designs.js';
import { limitsOf } from './limits.js';
import type { LoadedSweep } from './loaded.js';
import { type SweepFile, sweepGuide, sweepSchema } from './schema.js';
import { type Sections, sectionsOf } from './sections.js';
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
    ...withoutEffect(sections, rest),
  ]);
  refuseAny(tooMany(sections, sweep, tree, file));
  const designs = designsOf(sections.plan);
  const figures = sweep.scenario === undefined ? undefined : OUTCOMES;
  const { thresholds, problems } = thresholdsOf(sweep, designs, figures, tree, file);
  refuseAny(problems);
  const base = await openBase({
    sweep,
    tree,
    file,
    settings,
    set: sections.places.overrides(sections.set),
    overrides: rest,
    warn: once(warn),
  });
  const { replications } = sweep;
  const resolved = resolveDesigns(base, designs, sections.places, {
    version: base.code === undefined ? version() : `${version()} ${base.code}`,
    replications,
  });
  return {
    name: sweep.name,
    description: sweep.description,
    file,
    subject: base.subject,
    version: version(),
    code: base.code,
    ...resolved,
    replications,
    thresholds,
    keep: sweep.keep,
    limits: limits as Exclude<typeof limits, Problem[]>,
  };
}

const OF_SWEEP = new Set<string | number>(['seed', 'replications', 'keep', 'limits']);

const ofSweep = ({ path }: Override): boolean => OF_SWEEP.has(path[0]!);

function refuseAny(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InvalidInput(problems);
}

/** What the command line sets and every design sets again; and arms, which a design has not. */
function withoutEffect({ plan }: Sections, overrides: readonly Override[]): Problem[] {
  const { matrix, zip, list = [] } = plan;
  const groups = [matrix?.factors ?? {}, ...(matrix?.include ?? []), zip ?? {}, ...list];
  const varied = new Set(groups.flatMap(Object.keys));
  return overrides.flatMap(({ path, origin }) => {
    const name = formatPath(path);
    const place = placeOf(origin);
    if (path[0] === 'arms')
      return [{ place, path: name, message: 'a sweep has no arms', remedy: 'vary sharing under matrix' }];
    return varied.has(name)
      ? [{ place, path: name, message: 'the sweep varies it', remedy: 'leave it away, or change the file' }]
      : [];
  });
}

/** A product that nobody meant is refused before anything is made of it. */
function tooMany({ plan }: Sections, sweep: SweepFile, tree: Tree, file: string): Problem[] {
  const { count, parts } = countDesigns(plan);
  const { replications, limits } = sweep;
  const runs = count * replications;
  if (runs <= limits.runs) return [];
  const designs = parts.includes('×') ? `${counted(count)} designs (${parts})` : `${counted(count)} designs`;
  return [
    problemAt(
      tree,
      ['limits', 'runs'],
      file,
      `${designs} × ${counted(replications)} replications are ${counted(runs)} runs; at most ${counted(limits.runs)}`,
      'vary less, or raise limits.runs',
    ),
  ];
}

/** Says each line once: designs of one base have its warnings in common. */
function once(warn: (line: string) => void): (line: string) => void {
  const said = new Set<string>();
  return (line) => {
    if (!said.has(line)) warn(line);
    said.add(line);
  };
}
