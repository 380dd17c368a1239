/** A stable unsigned 32-bit number for a name: FNV-1a over its UTF-8 bytes. */
export function streamId(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
