import { deserialize, serialize } from 'node:v8';
import type { LiveFrame } from '../worker/live/live.js';

/** A frame as it is now, as bytes (a structured clone). @throws Error where it holds what has no such form */
export const packedFrame = (frame: LiveFrame): Uint8Array => serialize(frame);

/** Several frames as one message, some tens of bytes longer than all of them. */
export const letterOf = (frames: readonly Uint8Array[]): Uint8Array => serialize(frames);

/** The frames of a message; none where it is none. */
export function framesIn(letter: Uint8Array): readonly LiveFrame[] {
  try {
    return (deserialize(letter) as readonly Uint8Array[]).map((bytes) => deserialize(bytes) as LiveFrame);
  } catch {
    return [];
  }
}
