import { type Manifest, versionsHere } from '../run/manifest.js';

/** What ran the recorded run and does not run here, in words; undefined where all is the same. */
export function versionsDiffer({ versions }: Manifest): string | undefined {
  const here = versionsHere();
  const others = (Object.keys(here) as (keyof typeof here)[])
    .filter((name) => versions[name] !== here[name])
    .map((name) => `${name} ${versions[name]} (here ${here[name]})`);
  return others.length === 0 ? undefined : `the run was made by ${others.join(', ')}`;
}
