/** The control sequences that the screen is made of (ECMA-48 and xterm's private modes). */
const CSI = '\u001b[';

export const ALTERNATE = { on: `${CSI}?1049h`, off: `${CSI}?1049l` } as const;
export const CURSOR = { show: `${CSI}?25h`, hide: `${CSI}?25l` } as const;
/** Lines that are too long end at the margin instead of pushing the screen up. */
export const WRAP = { on: `${CSI}?7h`, off: `${CSI}?7l` } as const;
/** Synchronized update: what is between appears at once, where the terminal knows it; others skip it. */
export const UPDATE = { begin: `${CSI}?2026h`, end: `${CSI}?2026l` } as const;
/** Reports of clicks, drags, movements, and their coding. */
const MOUSE_OFF = `${CSI}?1000l${CSI}?1002l${CSI}?1003l${CSI}?1006l`;
export const PLAIN = `${CSI}0m`;
/** Written to any terminal, whatever state it is in, this gives it back. */
export const RESTORE = UPDATE.end + PLAIN + MOUSE_OFF + WRAP.on + CURSOR.show + ALTERNATE.off;
export const CLEAR = `${CSI}2J`;
/** From the cursor to the end of its line. */
export const CLEAR_LINE = `${CSI}K`;

/** To the start of a line, counted from 0. */
export const toLine = (line: number): string => `${CSI}${line + 1};1H`;
