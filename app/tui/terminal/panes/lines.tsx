import { useContext } from 'react';
import { Box, Transform } from '../ink/index.js';
import type { Rect } from '../layout/rect.js';
import type { PaneProps } from './pane.js';
import { SheetContext } from './sheet.js';
import { block } from './text.js';

/**
 * Finished lines, each of the width of its place on the screen. They go to the sheet when Ink draws, through a
 * transform: it is called for every frame, and Ink keeps no text that it has not measured (in an hour of frames those
 * would be hundreds of megabytes). What Ink draws is a blank.
 */
export function Lines({ at, lines }: { readonly at: Rect; readonly lines: readonly string[] }) {
  const sheet = useContext(SheetContext);
  if (at.height < 1 || at.width < 1) return null;
  const put = (blank: string) => {
    sheet.put(at, lines);
    return blank;
  };
  return (
    <Box position="absolute" width={1} height={1}>
      <Transform transform={put}>.</Transform>
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
