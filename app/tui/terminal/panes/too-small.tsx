import { Box } from '../ink/index.js';
import { LEAST } from '../layout/frame.js';
import { Lines } from './lines.js';

/** A screen that there is no layout for. */
export function TooSmall({ columns, rows }: { readonly columns: number; readonly rows: number }) {
  const text = `too small: ${columns}x${rows}, needs ${LEAST.columns}x${LEAST.rows}`;
  return (
    <Box height={1}>
      <Lines
        at={{ x: 0, y: 0, width: columns, height: 1 }}
        lines={[text.slice(0, columns).padEnd(columns)]}
      />
    </Box>
  );
}
