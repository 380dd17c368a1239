import { type ChildProcess, fork } from 'node:child_process';
import { programPath } from '../../version.js';
import type { Batch, FromTerminal, ToTerminal } from '../protocol.js';

/** Messages that make the terminal draw a whole screen. */
const FRAMES: readonly string[] = ['frame', 'delta'];

/**
 * The terminal's process. It draws on this process's stderr and reads its stdin, so nothing here waits for drawing, and
 * it puts the terminal right if this process is killed.
 */
export class Channel {
  readonly #child: ChildProcess;
  #isOpen = true;
  #isBusy = false;

  /**
   * @param heard called with each message
   * @param lost called once when the terminal's process has ended without having been asked to
   */
  constructor(heard: (message: FromTerminal) => void, lost: () => void) {
    this.#child = fork(programPath('app/tui/terminal/main'), [], {
      stdio: ['inherit', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
      execArgv: [],
    });
    this.#child.on('message', (message) => heard(message as FromTerminal));
    const gone = () => {
      if (!this.#isOpen) return;
      this.#isOpen = false;
      lost();
    };
    this.#child.on('error', gone);
    this.#child.on('exit', gone);
  }

  /** Whether the last frame is still on its way: a terminal that can't keep up gets fewer of them. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  send(messages: Batch['messages']): void {
    if (!this.#isOpen) return;
    const isFrame = messages.some(({ type }) => FRAMES.includes(type));
    if (isFrame) this.#isBusy = true;
    this.#child.send({ type: 'batch', messages } satisfies ToTerminal, () => {
      if (isFrame) this.#isBusy = false;
    });
  }

  /** Asks the terminal to take its screen down, and settles when it has left. */
  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const left = new Promise<void>((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.once('error', () => resolve());
    });
    this.#child.send({ type: 'close' } satisfies ToTerminal);
    await left;
  }
}
