import { cpus } from 'node:os';
import type { Hardware } from './device.js';

/** This machine's processor, on whose memory its devices work. */
export function processor(): Hardware {
  const chip = cpus()[0]?.model.trim().replace(/ {2,}/g, ' ');
  return { chip: chip || 'a processor without a name', kind: 'processor' };
}
