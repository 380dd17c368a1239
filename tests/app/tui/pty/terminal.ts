/** The real program in a real terminal: a pty, and an emulator that knows what is on its screen. */
import { readFileSync } from 'node:fs';
import xterm from '@xterm/headless';
import { type IPty, spawn } from 'node-pty';
import { inRepository } from '../../starling.js';

export interface TerminalOptions {
  readonly cwd: string;
  /** The program is started by an interactive shell, which goes on after it. */
  readonly shell?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Exit {
  readonly code: number;
  readonly signal: number | undefined;
}

/** Variables that would change how a run is shown. */
const CLEARED =
  /^(CI|CI_.*|CONTINUOUS_INTEGRATION|NO_COLOR|FORCE_COLOR|COLORTERM|LC_.*|LANG|STARLING_ASCII)$/;

export class TestTerminal {
  readonly pty: IPty;
  readonly exit: Promise<Exit>;
  readonly #emulator: InstanceType<typeof xterm.Terminal>;
  readonly #waiting = new Set<() => void>();
  /** Everything that was written. */
  text = '';

  constructor(
    words: readonly string[],
    { cwd, shell = false, columns = 80, rows = 24, env = {} }: TerminalOptions,
  ) {
    const command = [process.execPath, inRepository('dist/app/cli/main.js'), ...words];
    const inherited = Object.entries(process.env).filter(([name]) => !CLEARED.test(name));
    this.#emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.pty = spawn(shell ? 'sh' : command[0]!, shell ? ['-i'] : command.slice(1), {
      cols: columns,
      rows,
      cwd,
      env: {
        ...(Object.fromEntries(inherited) as Record<string, string>),
        TERM: 'xterm-256color',
        LANG: 'C.UTF-8',
        ...env,
      },
    });
    this.pty.onData((chunk) => {
      this.text += chunk;
      this.#emulator.write(chunk, () => {
        for (const look of [...this.#waiting]) look();
      });
    });
    if (shell) this.press(`${command.join(' ')}\r`);
    this.exit = new Promise((resolve) => {
      this.pty.onExit(({ exitCode, signal }) => resolve({ code: exitCode, signal: signal || undefined }));
    });
  }

  /** What is on the screen, line by line, without what is blank at their ends. */
  get screen(): string[] {
    const { active } = this.#emulator.buffer;
    return Array.from({ length: this.#emulator.rows }, (_, y) =>
      (active.getLine(active.baseY + y)?.translateToString(true) ?? '').trimEnd(),
    );
  }

  /** Whether the alternate screen is shown, which leaves no trace. */
  get isAlternate(): boolean {
    return this.#emulator.buffer.active.type === 'alternate';
  }

  /** Lines that went up and out of the main screen. */
  get scrolledBack(): number {
    return this.#emulator.buffer.normal.baseY;
  }

  press(keys: string): void {
    this.pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#emulator.resize(columns, rows);
    this.pty.resize(columns, rows);
  }

  /** Settles once the screen is as wanted; says what it is where the program ends before. */
  until(wanted: (screen: string) => boolean): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const screen = this.screen.join('\n');
        if (!wanted(screen)) return;
        this.#waiting.delete(look);
        resolve(screen);
      };
      this.#waiting.add(look);
      look();
      void this.exit.then(() =>
        this.#emulator.write('', () => {
          look();
          if (this.#waiting.delete(look))
            reject(new Error(`it ended with the screen\n${this.screen.join('\n')}`));
        }),
      );
    });
  }

  /** Settles when the program has ended and all that it wrote is on the screen. */
  async ended(): Promise<Exit> {
    const exit = await this.exit;
    await new Promise<void>((resolve) => this.#emulator.write('', resolve));
    return exit;
  }
}

/** The processes that a process has started and that are still there. */
export const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

/** Whether a process goes on: one that has ended may wait for somebody to ask how. */
export function goesOn(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}
