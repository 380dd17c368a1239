/**
 * Colours that stay apart for all kinds of colour vision (Okabe and Ito 2008), without the yellow, which is too light for a line on
 * white. Each comes with a shape and a dash of its own, so that colour is never alone.
 */
export const COLOURS = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#000000',
  '#e69f00',
  '#56b4e9',
  '#7f7f7f',
];
export const SHAPES = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'cross',
  'triangle-down',
  'M0,-1L.23,-.32L.95,-.31L.38,.12L.59,.81L0,.4L-.59,.81L-.38,.12L-.95,-.31L-.23,-.32Z',
  'triangle-right',
];
export const DASHES = [
  [1, 0],
  [7, 3],
  [2, 2],
  [9, 3, 2, 3],
  [4, 4],
  [12, 3],
  [2, 4],
  [9, 2, 2, 2, 2, 2],
];
export const INK = '#1b1b1f';
export const SOFT = '#55565e';
export const LINE = '#d9dae0';
