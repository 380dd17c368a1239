import { isLocked } from '../../run/lock.js';
import { LiveClient } from './client.js';

/** Milliseconds between two looks whether somebody drives the sweep. */
const EVERY = 1000;
/** Of so many looks one is at the lock, where who drives the sweep can't be reached. */
const LOCK = 5;

/** Whether a process drives the sweep of a folder now. */
export async function isDriven(folder: string): Promise<boolean> {
  const link = await DriverLink.open(folder);
  link.close();
  return link.isDriven;
}

/** Knows whether a sweep is driven, by which process ever, and keeps in touch with it. */
export class DriverLink {
  readonly #folder: string;
  #client: LiveClient | undefined;
  #isDriven = false;
  #timer: NodeJS.Timeout | undefined;
  #since = 0;
  #isClosed = false;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<DriverLink> {
    const link = new DriverLink(folder);
    await link.#look(0);
    return link;
  }

  /** The connection, where there is one. */
  get client(): LiveClient | undefined {
    return this.#client;
  }

  get isDriven(): boolean {
    return this.#isDriven;
  }

  /** Seconds that the sweep has been driven for; undefined where that is not known. */
  get elapsed(): number | undefined {
    if (this.#client === undefined) return undefined;
    return this.#client.hello.elapsed + (performance.now() - this.#since) / 1000;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#client?.close();
  }

  async #look(count: number): Promise<void> {
    if (this.#client === undefined) {
      this.#client = await LiveClient.connect(this.#folder, () => {
        this.#client = undefined;
        this.#isDriven = false;
      });
      this.#since = performance.now();
      if (this.#client !== undefined) this.#isDriven = true;
      else if (count % LOCK === 0) this.#isDriven = await isLocked(this.#folder);
    }
    if (this.#isClosed) this.#client?.close();
    else this.#timer = setTimeout(() => void this.#look(count + 1), EVERY);
  }
}
