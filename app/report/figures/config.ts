import { INK, LINE, SOFT } from './palette.js';

/** Size of the text of figures, in pixels. */
export const TEXT = 12;

/** Fonts of the system: a figure fetches none. */
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/**
 * How all figures look. Limits of labels are off: Vega takes text for wider than it is where there is no canvas, so texts are
 * shortened before.
 */
export const CONFIG = {
  aria: false,
  background: 'white',
  font: FONT,
  view: { stroke: null },
  axis: {
    labelFontSize: TEXT,
    titleFontSize: TEXT,
    titleFontWeight: 400,
    labelColor: INK,
    titleColor: SOFT,
    titlePadding: 8,
    gridColor: '#e9eaee',
    domainColor: SOFT,
    tickColor: SOFT,
    tickSize: 4,
    labelLimit: 0,
    titleLimit: 0,
  },
  legend: {
    orient: 'bottom',
    offset: 14,
    labelFontSize: TEXT,
    titleFontSize: TEXT,
    titleFontWeight: 400,
    labelColor: INK,
    titleColor: SOFT,
    labelLimit: 0,
    titleLimit: 0,
    symbolSize: 80,
    symbolStrokeWidth: 2,
    rowPadding: 4,
    columnPadding: 12,
    gradientLength: 200,
    gradientThickness: 10,
    gradientStrokeColor: LINE,
  },
  text: { fontSize: 11, color: INK },
} as const;
