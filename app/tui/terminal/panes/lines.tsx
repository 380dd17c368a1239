import { Box, Transform } from 'ink';
import type { Rect } from '../layout/rect.js';

/**
 * Finished lines at a place of the screen. They pass through a transform, since Ink keeps every text that it has
 * ever measured: in an hour of frames that would be hundreds of megabytes. What it measures is one dot a line.
 */
export function Lines({ at, lines }: { readonly at: Rect; readonly lines: readonly string[] }) {
  if (at.height < 1 || at.width < 1) return null;
  return (
    <Box position="absolute" marginLeft={at.x} marginTop={at.y} width={at.width} height={at.height}>
      <Transform transform={(_, line) => lines[line] ?? ''}>{`${'.\n'.repeat(at.height - 1)}.`}</Transform>
    </Box>
  );
}
