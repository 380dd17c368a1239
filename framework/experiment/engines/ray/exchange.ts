import { Agent as PlainAgent, request as plain } from 'node:http';
import { Agent as SecureAgent, request as secure } from 'node:https';

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** What is asked of a server. */
export interface Question {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the server's address, from its slash on. */
  readonly path: string;
  /** An object is sent as JSON, bytes as they are. */
  readonly body?: object | Uint8Array | undefined;
}

/** A server that takes longer counts as one that can't be reached, in milliseconds. */
const LONGEST = 30_000;

/**
 * HTTP with one server, over node:http: what `fetch` sends bears a sec-fetch-mode, which makes it a browser's to Ray, and
 * of those it takes nothing but reading.
 */
export class Exchange {
  /** The server's, for people. */
  readonly address: string;
  readonly #url: URL;
  readonly #token: string | undefined;
  readonly #agent: PlainAgent | SecureAgent;

  constructor(url: URL, token: string | undefined) {
    this.#url = url;
    this.address = url.origin;
    this.#token = token;
    this.#agent = new (url.protocol === 'https:' ? SecureAgent : PlainAgent)({ keepAlive: true });
  }

  /** @throws Error of the operating system where no answer came */
  ask(question: Question): Promise<Answer> {
    return this.#ask(question, this.#token);
  }

  /** Asks without the token. @throws Error as `ask` does */
  askAsNobody(question: Question): Promise<Answer> {
    return this.#ask(question, undefined);
  }

  close(): void {
    this.#agent.destroy();
  }

  #ask({ method, path, body }: Question, token: string | undefined): Promise<Answer> {
    const bytes = body === undefined || body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(bytes === body ? {} : { 'content-type': 'application/json' }),
      'content-length': bytes?.length ?? 0,
    };
    const request = this.#url.protocol === 'https:' ? secure : plain;
    // A proxy may serve the head below a path of its own.
    const whole = new URL(`${this.#url.pathname.replace(/\/$/, '')}${path}`, this.#url);
    return new Promise((resolve, reject) => {
      const asked = request(whole, { method, headers, agent: this.#agent, timeout: LONGEST }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode!, text: Buffer.concat(pieces).toString() }),
        );
      });
      asked.on('timeout', () => asked.destroy(new Error(`no answer within ${LONGEST / 1000} s`)));
      asked.on('error', reject);
      asked.end(bytes);
    });
  }
}
