/** The device failed while at work: it was lost, ran out of memory, or refused what it was given. */
export class DeviceFailure extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'DeviceFailure';
  }
}
