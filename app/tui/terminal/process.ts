import { type Brush, coloursOf, createBrush, unicodeOf } from '../paint/index.js';
import type { FromTerminal, Open, ToTerminal } from '../protocol.js';
import { CastWriter, giveBack, guard, type Output } from '../screen/index.js';
import { RUN, type Told } from './scene.js';
import { Session } from './session.js';
import { SWEEP } from './sweep/scene.js';

const TERMINAL = 2;

/** Shows what the run's process tells, until it says to close or is gone. */
export function serve(): void {
  let open: Opened | undefined;
  const hear = (message: Told): void => {
    if (message.type === 'open') open ??= begin(message);
    if (message.type === 'close') leave(open, 0);
    else open?.session.receive(message);
  };
  process.on('message', (message: ToTerminal) => {
    if (message.type === 'batch') message.messages.forEach(hear);
    else hear(message);
  });
  process.on('disconnect', () => {
    open?.end();
    process.stderr.write("starling: the run's process ended unexpectedly\n");
    process.exit(1);
  });
  process.on('SIGTERM', () => send({ type: 'interrupt' }));
  // Without raw mode Ctrl-C is a signal to all processes at the terminal, so the run's has it already.
  process.on('SIGINT', () => {
    if (process.stdin.isTTY) send({ type: 'interrupt' });
  });
  process.on('SIGCONT', () => open?.session.resume());
}

type Shown = Pick<Session, 'receive' | 'tick' | 'resize' | 'resume' | 'stopped' | 'close'>;

interface Opened {
  readonly session: Shown;
  end(): void;
}

function leave(open: Opened | undefined, code: number): never {
  open?.end();
  process.exit(code);
}

function begin({ shows, title, record, headless }: Open): Opened {
  const output: Output = headless === undefined ? process.stderr : { ...headless, write: () => {} };
  const { columns, rows } = output;
  // A terminal that is gone, or that the shell has taken back, refuses: there is nothing left to put right then.
  for (const stream of [process.stdin, process.stderr]) stream.on('error', () => {});
  let recorder: CastWriter | undefined;
  let problem: string | undefined;
  try {
    if (record !== undefined)
      recorder = new CastWriter(record, { columns, rows, title, term: termOf(headless !== undefined) });
  } catch (error) {
    problem = `cannot record to ${record}: ${error instanceof Error ? error.message : String(error)}`;
  }
  const release = guard(() => (headless === undefined ? giveBack(TERMINAL, process.stdin) : undefined));
  const around = {
    output,
    recorder,
    input: process.stdin,
    brush: brushFor(headless !== undefined),
    send,
    clock: () => performance.now() / 1000,
    stop(): void {
      // The whole job stops, as it would without raw mode. Where nothing stops it (no shell), the screen comes back.
      process.kill(0, 'SIGTSTP');
      setTimeout(() => {
        if (session.stopped) session.resume();
      }, 100);
    },
    failed(error: Error): void {
      end();
      process.stderr.write(`starling: the terminal cannot be drawn: ${error.stack ?? error.message}\n`);
      process.exit(1);
    },
  };
  const session: Shown = shows === 'sweep' ? new Session(SWEEP, around) : new Session(RUN, around);
  if (problem !== undefined)
    session.receive({ type: 'log', time: Date.now(), level: 'error', text: problem });
  if (headless === undefined) process.stderr.on('resize', () => session.resize());
  const clock = setInterval(() => session.tick(), 1000);
  function end(): void {
    clearInterval(clock);
    session.close();
    recorder?.close();
    release();
  }
  return { session, end };
}

/** The kind of terminal that a recording is for. */
const termOf = (headless: boolean): string =>
  (headless ? undefined : process.env['TERM']) ?? 'xterm-256color';

/** A recording that no terminal shows has all colours and signs. */
function brushFor(headless: boolean): Brush {
  const colours = coloursOf(process.env);
  if (!headless) return createBrush(colours, unicodeOf(process.env));
  return createBrush(process.env['NO_COLOR'] ? 'none' : 'true', process.env['STARLING_ASCII'] !== '1');
}

function send(message: FromTerminal): void {
  if (process.connected) process.send?.(message);
}
