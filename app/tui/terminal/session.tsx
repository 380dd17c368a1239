import { EventEmitter } from 'node:events';
import type { Brush } from '../paint/index.js';
import type { FromTerminal } from '../protocol.js';
import { type Output, type Recorder, Screen } from '../screen/index.js';
import { Keyboard } from './application.js';
import { type Instance, render } from './ink/index.js';
import { Sheet, SheetContext } from './panes/sheet.js';
import type { Scene, Told } from './scene.js';
import type { Event } from './state/event.js';

/** What a session needs of the world around it. */
interface Surroundings {
  readonly output: Output;
  readonly recorder?: Recorder | undefined;
  /** Keys are read from it where it is a terminal. */
  readonly input: NodeJS.ReadStream;
  readonly brush: Brush;
  send(message: FromTerminal): void;
  /** Seconds. */
  clock(): number;
  /** Stops this process and the run's until the shell lets them go on. */
  stop(): void;
  /** Nothing can be drawn any more. */
  failed(error: Error): void;
}

/**
 * A screen from when it is taken until it is given back: messages, keys and sizes go through the reducer, and what they
 * change is drawn once all that have come at the same time are done.
 */
export class Session<State = unknown> {
  readonly #scene: Scene<State>;
  readonly #around: Surroundings;
  readonly #ink: Instance;
  readonly #sheet = new Sheet();
  #screen: Screen;
  #state: State;
  #due = false;
  #stopped = false;
  #closed = false;

  constructor(scene: Scene<State>, around: Surroundings) {
    const { output, input } = around;
    this.#scene = scene;
    this.#around = around;
    this.#state = scene.initial(output.columns, output.rows, around.clock());
    this.#screen = new Screen(output, around.recorder);
    this.#screen.open();
    // In debug mode Ink writes once for each frame and moves no cursor: the screen finds out what has changed.
    const stdout = new Canvas(output, () => this.#screen.show(this.#sheet.take()));
    this.#ink = render(this.#drawn(), {
      stdout: stdout as unknown as NodeJS.WriteStream,
      stdin: input,
      debug: true,
      exitOnCtrlC: false,
      patchConsole: false,
    });
    this.#ink.waitUntilExit().catch((error: Error) => around.failed(error));
  }

  get state(): State {
    return this.#state;
  }

  /** Has the screen been given to the shell? */
  get stopped(): boolean {
    return this.#stopped;
  }

  receive(message: Told): void {
    // The next frame shows what is logged: a flood of lines costs no drawing.
    this.#apply({ type: 'message', message, at: this.#around.clock() }, message.type !== 'log');
  }

  press(key: string): void {
    if (key === 'ctrl-z') this.#stop();
    else this.#apply({ type: 'key', key });
  }

  /** The clock goes on. */
  tick(): void {
    this.#apply({ type: 'tick', at: this.#around.clock() });
  }

  resize(): void {
    const { columns, rows } = this.#around.output;
    this.#screen.resize(columns, rows);
    this.#apply({ type: 'size', columns, rows });
  }

  /** Takes the screen again after a stop: the shell, or another program, has had it. */
  resume(): void {
    if (this.#closed) return;
    if (!this.#stopped) this.#screen.close();
    this.#stopped = false;
    this.#raw(true);
    this.#screen = new Screen(this.#around.output, this.#around.recorder);
    this.#screen.open();
    this.resize();
  }

  /** Gives the screen back, for good. */
  close(): void {
    if (this.#closed) return;
    // What a short run has told is seen, and recorded, at least once.
    if (this.#due) this.#draw();
    this.#closed = true;
    this.#screen.close();
    this.#ink.unmount();
    this.#raw(false);
  }

  #stop(): void {
    this.#stopped = true;
    this.#screen.close();
    this.#raw(false);
    this.#around.stop();
  }

  #raw(on: boolean): void {
    if (this.#around.input.isTTY) this.#around.input.setRawMode(on);
  }

  #apply(event: Event<Told>, draw = true): void {
    if (this.#closed) return;
    const { state, send } = this.#scene.reduce(this.#state, event);
    this.#state = state;
    for (const message of send) this.#around.send(message);
    if (!draw || this.#due) return;
    this.#due = true;
    setImmediate(() => this.#draw());
  }

  #draw(): void {
    this.#due = false;
    if (!this.#closed && !this.#stopped) this.#ink.rerender(this.#drawn());
  }

  #drawn() {
    const { Application } = this.#scene;
    return (
      <SheetContext value={this.#sheet}>
        <Application state={this.#state} brush={this.#around.brush} />
        {this.#around.input.isTTY ? <Keyboard press={this.#press} /> : null}
      </SheetContext>
    );
  }

  readonly #press = (key: string): void => this.press(key);
}

/** What Ink takes for its terminal: of the screen's size now, and given whole frames. */
class Canvas extends EventEmitter {
  readonly #output: Output;
  readonly write: (frame: string) => void;

  constructor(output: Output, write: (frame: string) => void) {
    super();
    this.#output = output;
    this.write = write;
  }

  get columns(): number {
    return this.#output.columns;
  }

  get rows(): number {
    return this.#output.rows;
  }
}
