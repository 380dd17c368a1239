import { useContext } from 'react';
import { Box, Transform } from '../ink/index.js';
import type { Rect } from '../layout/rect.js';
import type { PaneProps } from './pane.js';
import { SheetContext } from './sheet.js';
import { block } from './text.js';

/**
 * Finished lines, each of the width of its place on the screen. They pass through a transform, since Ink keeps every
 * text that it has ever measured: in an hour of frames that would be hundreds of megabytes. What it measures is one dot
 * a line.
 */
export function Lines({ at, lines }: { readonly at: Rect; readonly lines: readonly string[] }) {
  const sheet = useContext(SheetContext);
  if (at.height < 1 || at.width < 1) return null;
  return (
    <Box position="absolute" marginLeft={at.x} marginTop={at.y} width={at.width} height={at.height}>
      <Transform transform={(_, line) => sheet.mark(lines[line] ?? ' '.repeat(at.width), at.width)}>
        {`${'.\n'.repeat(at.height - 1)}.`}
      </Transform>
    </Box>
  );
}

/** Lines of any number and width, cut and padded to their place. */
export function Block({
  at,
  lines,
  brush,
}: Omit<PaneProps, 'state'> & { readonly lines: readonly string[] }) {
  return <Lines at={at} lines={block(lines, at.width, at.height, brush)} />;
}
