/** The page: markup that escapes what it is given, tables, numbers, and the frame around them. */
export { escaped, Html, html, listed, type Part, plural, printable } from './html.js';
export { exact, figure, NONE, seconds } from './number.js';
export { GENERATOR, page, type Section } from './page.js';
export { type Column, table } from './table.js';
