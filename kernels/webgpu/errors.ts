/** What scopes hold, the innermost last: memory is asked for first, since what follows from the lack of it is refused. */
const FILTERS = ['internal', 'validation', 'out-of-memory'] as const satisfies readonly GPUErrorFilter[];

/**
 * Errors of a device, held until they are asked for. Dawn prints those that nobody holds, and on the standard output,
 * where a result may go.
 */
export class Errors {
  readonly #device: GPUDevice;

  constructor(device: GPUDevice) {
    this.#device = device;
    this.#hold();
  }

  /** What went wrong since this was asked last; it settles before the results of what was submitted until now. */
  async take(): Promise<GPUError | undefined> {
    const popped = FILTERS.map(() => this.#device.popErrorScope());
    this.#hold();
    const found = await Promise.all(popped);
    return found.find((error) => error !== null) ?? undefined;
  }

  #hold(): void {
    for (const filter of FILTERS) this.#device.pushErrorScope(filter);
  }
}
