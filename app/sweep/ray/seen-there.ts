import { sep } from 'node:path';

/** Tells of a path here what it is on the nodes. @param mounts folders as HERE:THERE; the longest that holds a path counts */
export function seenThere(mounts: readonly string[]): (path: string) => string {
  const known = mounts
    .map((mount) => mount.split(':').map((folder) => folder.replace(/\/+$/, '')) as [string, string])
    .sort(([a], [b]) => b.length - a.length);
  return (path) => {
    const mount = known.find(([here]) => path === here || path.startsWith(`${here}${sep}`));
    return mount === undefined ? path : `${mount[1]}${path.slice(mount[0].length)}` || '/';
  };
}
