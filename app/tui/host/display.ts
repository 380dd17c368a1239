import type { Batch, FromTerminal, LogLine, Open } from '../protocol.js';
import { Channel } from './channel.js';
import { rememberTerminal } from './modes.js';

/** Lines of the log that wait for a frame at most. */
const MOST_WAITING = 1000;

/** What hears of a display. */
export interface DisplayEars {
  heard(message: FromTerminal): void;
  /** It has ended without having been asked to; the terminal has been given back. */
  lost(): void;
}

/**
 * A screen, for as long as it is open: messages go to the process that draws, and what else is written to stderr (a
 * warning of Node's) is logged there, for it would tear the screen.
 */
export class Display {
  readonly #channel: Channel;
  readonly #write: (text: string) => void;
  readonly #restoreErrors: () => void;
  readonly #waiting: LogLine[] = [];

  constructor(open: Omit<Open, 'type'>, { heard, lost }: DisplayEars) {
    const giveBack = open.headless === undefined ? rememberTerminal() : undefined;
    const write = process.stderr.write.bind(process.stderr);
    this.#write = (text) => write(text);
    this.#channel = new Channel(heard, () => {
      giveBack?.();
      this.#restoreErrors();
      lost();
    });
    process.stderr.write = ((text: string | Uint8Array) => {
      for (const line of String(text).trimEnd().split('\n')) this.log('warn', line);
      return true;
    }) as typeof process.stderr.write;
    this.#restoreErrors = () => {
      process.stderr.write = write;
    };
    this.send({ type: 'open', ...open });
  }

  /** Whether the last frame is still on its way. */
  get isBusy(): boolean {
    return this.#channel.isBusy;
  }

  send(...messages: Batch['messages']): void {
    this.#channel.send([...this.#waiting.splice(0), ...messages]);
  }

  log(level: LogLine['level'], text: string): void {
    const line: LogLine = { type: 'log', time: Date.now(), level, text };
    if (level !== 'debug') {
      this.send(line);
      return;
    }
    // Every step says something to those who debug: that goes with the next frame.
    this.#waiting.push(line);
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
  }

  /** Writes to the terminal itself, where it is no screen any more. */
  write(line: string): void {
    this.#write(`${line}\n`);
  }

  async close(): Promise<void> {
    await this.#channel.close();
    this.#restoreErrors();
  }
}
