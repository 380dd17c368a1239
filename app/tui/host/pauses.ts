/** Holds a run back between two steps, and lets single steps through. */
export class Pauses {
  #paused = false;
  /** Steps that may still pass while paused. */
  #granted = 0;
  #open: (() => void) | undefined;

  get paused(): boolean {
    return this.#paused;
  }

  pause(): void {
    this.#paused = true;
    this.#granted = 0;
  }

  resume(): void {
    this.#paused = false;
    this.#granted = 0;
    this.#release();
  }

  /** Lets one step more through, and pauses after it. */
  step(): void {
    this.#paused = true;
    if (this.#open === undefined) this.#granted++;
    else this.#release();
  }

  /** Asked before each step; undefined where it may begin at once. */
  gate(): Promise<void> | undefined {
    if (!this.#paused) return undefined;
    if (this.#granted > 0) {
      this.#granted--;
      return undefined;
    }
    return new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  #release(): void {
    const open = this.#open;
    this.#open = undefined;
    open?.();
  }
}
