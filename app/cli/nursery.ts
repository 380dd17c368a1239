import { setFlagsFromString } from 'node:v8';

/** V8's nursery in MiB, and how it grows towards that. It reads these flags when it grows, so they hold from then on. */
function nursery(most: number, growth: number): void {
  setFlagsFromString(`--max-semi-space-size=${most}`);
  setFlagsFromString(`--semi-space-growth-factor=${growth}`);
}

/** Saves some 35 MB where columns lie outside the heap, and what is left there is short-lived. */
export const smallNursery = (): void => nursery(2, 1);

/** V8's own: for what keeps many objects (models, rows on their way to a file), which a small one moves about again and again. */
export const wideNursery = (): void => nursery(16, 2);
