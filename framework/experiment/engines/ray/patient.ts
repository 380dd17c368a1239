import { StarlingError } from '../../../errors.js';
import type { Answer, Exchange, Question } from './exchange.js';

/** How long, and how, a head is waited for that can't be reached. */
export interface Patience {
  /** Seconds in all. */
  readonly seconds: number;
  /** Given a line for people when it can't be reached, and when it can be again. */
  readonly say: (line: string) => void;
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<unknown>;
}

/**
 * Asks, and where no answer comes, or one that says to come again, asks again: what is asked may be asked twice. Heads are
 * restarted, and tunnels to them break.
 */
export async function askPatiently(
  exchange: Exchange,
  question: Question,
  { seconds, say, wait }: Patience,
): Promise<Answer> {
  let trouble: Trouble | undefined;
  for (const pause of [0, ...pauses(seconds)]) {
    if (pause > 0) await wait(pause * 1000);
    const before = trouble;
    try {
      const answer = await exchange.ask(question);
      trouble = troubleOf(answer);
      if (trouble === undefined) {
        if (before !== undefined) say(`the Ray head at ${exchange.address} answers again`);
        return answer;
      }
    } catch (cause) {
      trouble = { what: reasonOf(cause), cause };
    }
    if (before === undefined && seconds > 0)
      say(
        `the Ray head at ${exchange.address} can't be reached (${trouble.what}); trying again for ${seconds} s`,
      );
  }
  throw new StarlingError(`the Ray head can't be reached: ${trouble!.what}`, {
    place: exchange.address,
    hint:
      'start it, or the tunnel to it, and resume the sweep: what its shards have finished is kept. ' +
      'The address is that of its dashboard, as http://127.0.0.1:8265',
    cause: trouble!.cause,
  });
}

/** Between two tries: seconds, each twice the last up to 10, as long as they stay within `seconds` together. */
export function pauses(seconds: number): readonly number[] {
  const all: number[] = [];
  let left = seconds;
  for (let pause = 0.5; pause <= left; pause = Math.min(10, pause * 2)) {
    all.push(pause);
    left -= pause;
  }
  return all;
}

interface Trouble {
  readonly what: string;
  readonly cause?: unknown;
}

/** Of proxies before a head, and of a head that has no agent yet to give a job to. */
const LATER: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);
const STARTING = /No available agent|try again later|Agent info not found|timed? ?out/i;

function troubleOf({ status, text }: Answer): Trouble | undefined {
  if (!LATER.has(status) && !(status === 500 && STARTING.test(text))) return undefined;
  return { what: `it answers ${status}` };
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? (REASONS[error.code] ?? error.code)
    : error instanceof Error
      ? error.message
      : String(error);

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it broke the connection off',
  ENOTFOUND: 'there is no machine of this name',
  EHOSTUNREACH: 'there is no way to its machine',
  ETIMEDOUT: 'its machine does not answer',
};
