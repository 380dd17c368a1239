/** Which Ray head is spoken to, and how. */
export interface RayHeadOptions {
  /** Of its dashboard, which serves the Jobs API, such as `http://127.0.0.1:8265`. */
  readonly address: string;
  /** What it asks for before it answers; see `rayToken`. */
  readonly token: string | undefined;
  /** Whether to go on without a token, or with a head that answers anybody; false by default. */
  readonly open?: boolean | undefined;
  /** Most seconds to wait for a head that can't be reached before giving up; 120 by default. */
  readonly patience?: number | undefined;
  /** Given a line for people when the head can't be reached, and when it can be again. */
  readonly say?: ((line: string) => void) | undefined;
  /** Waits so many milliseconds; the clock's by default. */
  readonly wait?: ((ms: number) => Promise<unknown>) | undefined;
  /** What time it is, in milliseconds since any moment; the process's by default. */
  readonly clock?: (() => number) | undefined;
}
