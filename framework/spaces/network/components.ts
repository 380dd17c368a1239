/** The component of a node that is not up. */
export const OFFLINE = 0xffffffff;

export type IsUp = (i: number) => boolean;
export type IsCut = (a: number, b: number) => boolean;

/** Connected components over neighbour lists, by depth-first search from the smallest index on. */
export function sparseComponents(
  offsets: Uint32Array,
  targets: Uint32Array,
  isUp: IsUp,
  isCut: IsCut,
): Uint32Array {
  const size = offsets.length - 1;
  const component = new Uint32Array(size).fill(OFFLINE);
  const up = Uint8Array.from({ length: size }, (_, i) => (isUp(i) ? 1 : 0));
  const reached: number[] = [];
  for (let root = 0; root < size; root++) {
    if (up[root] === 0 || component[root] !== OFFLINE) continue;
    component[root] = root;
    reached.push(root);
    for (let from = reached.pop(); from !== undefined; from = reached.pop())
      for (let at = offsets[from]!; at < offsets[from + 1]!; at++) {
        const to = targets[at]!;
        if (up[to] === 0 || component[to] !== OFFLINE || isCut(from, to)) continue;
        component[to] = root;
        reached.push(to);
      }
  }
  return component;
}

/** The same where everyone is linked to everyone: each search walks the nodes that no search has reached yet. */
export function completeComponents(size: number, isUp: IsUp, isCut: IsCut): Uint32Array {
  const component = new Uint32Array(size).fill(OFFLINE);
  const waiting = new Uint32Array(size);
  let left = 0;
  for (let i = 0; i < size; i++) if (isUp(i)) waiting[left++] = i;
  const reached: number[] = [];
  while (left > 0) {
    const root = waiting[0]!;
    component[root] = root;
    waiting.copyWithin(0, 1, left--);
    reached.push(root);
    for (let from = reached.pop(); from !== undefined && left > 0; from = reached.pop()) {
      let kept = 0;
      for (let at = 0; at < left; at++) {
        const to = waiting[at]!;
        if (isCut(from, to)) waiting[kept++] = to;
        else {
          component[to] = root;
          reached.push(to);
        }
      }
      left = kept;
    }
    reached.length = 0;
  }
  return component;
}
