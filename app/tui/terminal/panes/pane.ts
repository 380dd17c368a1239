import type { Brush } from '../../paint/index.js';
import type { Rect } from '../layout/rect.js';
import type { State } from '../state/state.js';

/** What every pane is given: all that there is to show, its place on the screen, and how text gets its style. */
export interface PaneProps<Of = State> {
  readonly state: Of;
  readonly at: Rect;
  readonly brush: Brush;
}
