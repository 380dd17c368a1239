/** Ground and text of the window. */
export const GROUND = '#0f1419';
export const TEXT = '#d6dbe1';
export const FRAME = '#232a32';
export const TITLE = '#8b96a3';
export const BUTTONS = ['#ff5f57', '#febc2e', '#28c840'];

const SIXTEEN = [
  ...['#2b333c', '#e0564a', '#4fb477', '#d9a441', '#4c8fd6', '#b277c9', '#45b0b5', '#c7cdd4'],
  ...['#6b7682', '#ff7b6b', '#74d69a', '#f5c56b', '#7db4f0', '#d29be6', '#70d4d8', '#ffffff'],
];
const LEVELS = [0, 95, 135, 175, 215, 255];

/**
 * Colour of the palette of 256: 16 of the window's own, a cube of 6 × 6 × 6, 24 greys.
 *
 * @param {number} index
 */
export function paletteColour(index) {
  if (index < 16) return /** @type {string} */ (SIXTEEN[index]);
  const grey = 8 + (index - 232) * 10;
  const rgb =
    index >= 232 ? [grey, grey, grey] : [36, 6, 1].map((unit) => LEVELS[Math.floor((index - 16) / unit) % 6]);
  return `#${rgb.map((value) => Number(value).toString(16).padStart(2, '0')).join('')}`;
}

/** @param {number} rgb 24 bits */
export const trueColour = (rgb) => `#${rgb.toString(16).padStart(6, '0')}`;
