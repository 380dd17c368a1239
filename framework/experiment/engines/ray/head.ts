import { setTimeout } from 'node:timers/promises';
import type { z } from 'zod';
import {
  clusterSchema,
  jobSchema,
  jobsSchema,
  logsSchema,
  type RayCluster,
  type RayJob,
  versionSchema,
} from './answers.js';
import { type Answer, Exchange, type Question } from './exchange.js';
import type { RayHeadOptions } from './head-options.js';
import type { RayJobRequest } from './job-request.js';
import { askPatiently, type Patience } from './patient.js';
import { answersAnybody, checkVersion, headAddress, notRay, refusal, withoutToken } from './refusals.js';

const jobPath = (id: string): string => `/api/jobs/${encodeURIComponent(id)}`;

/**
 * The head of a Ray cluster, as its Jobs REST API shows it. Whatever it is asked may be asked twice, so where it can't be
 * reached it is asked again, for a while.
 */
export class RayHead {
  readonly #exchange: Exchange;
  #patience: Patience;
  /** What time it is, in milliseconds since some moment. */
  readonly now: () => number;

  private constructor(exchange: Exchange, patience: Patience, now: () => number) {
    this.#exchange = exchange;
    this.#patience = patience;
    this.now = now;
  }

  /**
   * Reaches a head.
   *
   * @throws StarlingError where it can't be reached, refuses the token, or is older than 2.60; where there is no token or it
   *   answers anybody, unless `open` allows it
   */
  static async connect(options: RayHeadOptions): Promise<RayHead> {
    const {
      address,
      token,
      open = false,
      patience = 120,
      say = () => undefined,
      wait = setTimeout,
      clock = () => performance.now(),
    } = options;
    const exchange = new Exchange(headAddress(address), token);
    if (token === undefined && !open) throw withoutToken(exchange.address);
    const head = new RayHead(exchange, { seconds: patience, say, wait }, clock);
    try {
      checkVersion((await head.#json('/api/version', versionSchema)).ray_version, head.address);
      const asNobody = { method: 'GET', path: '/api/jobs/' } as const;
      if (!open && (await exchange.askAsNobody(asNobody)).status === 200) throw answersAnybody(head.address);
      return head;
    } catch (error) {
      head.close();
      throw error;
    }
  }

  /** Where it is. */
  get address(): string {
    return this.#exchange.address;
  }

  /** Every job that it knows. */
  jobs(): Promise<readonly RayJob[]> {
    return this.#json('/api/jobs/', jobsSchema);
  }

  /** One job; undefined where it knows none of this id. */
  async job(id: string): Promise<RayJob | undefined> {
    const answer = await this.#ask({ method: 'GET', path: jobPath(id) });
    return answer.status === 404 ? undefined : this.#read(answer, `what of the job ${id}`, jobSchema);
  }

  /** @returns whether it was taken; false where there is one of this id. @throws StarlingError where it is refused */
  async submit(body: RayJobRequest): Promise<boolean> {
    const answer = await this.#ask({ method: 'POST', path: '/api/jobs/', body });
    if (answer.status === 200) return true;
    if (answer.text.includes('already exists')) return false;
    throw refusal(`refuses the job ${body.submission_id}`, answer, this.address);
  }

  /** Asks it to end a job, which it promises of one that is pending, too, and may not keep. */
  async stop(id: string): Promise<void> {
    const answer = await this.#ask({ method: 'POST', path: `${jobPath(id)}/stop` });
    if (answer.status !== 200 && answer.status !== 404)
      throw refusal(`does not stop the job ${id}`, answer, this.address);
  }

  /** @returns false where the job has not ended, so that it can't be deleted */
  async delete(id: string): Promise<boolean> {
    const answer = await this.#ask({ method: 'DELETE', path: jobPath(id) });
    if (answer.status === 200 || answer.status === 404) return true;
    if (answer.text.includes('non-terminal state')) return false;
    throw refusal(`does not delete the job ${id}`, answer, this.address);
  }

  /** What a job wrote to its outputs; undefined where that is gone, with the job or its node. */
  async logs(id: string): Promise<string | undefined> {
    const answer = await this.#ask({ method: 'GET', path: `${jobPath(id)}/logs` });
    return answer.status === 200 ? this.#read(answer, `the log of ${id}`, logsSchema).logs : undefined;
  }

  /** What is in use; undefined while it has not looked yet, just after its start. */
  async cluster(): Promise<RayCluster | undefined> {
    const { clusterStatus } = (await this.#json('/api/cluster_status', clusterSchema)).data;
    const nodes = clusterStatus?.loadMetricsReport.usageByNode;
    return nodes ? { at: clusterStatus!.time * 1000, nodes } : undefined;
  }

  /** Puts a package of code there unless it is there, and has it kept some minutes, for a job to begin with it. */
  async ship(name: string, bytes: () => Uint8Array): Promise<void> {
    const path = `/api/packages/gcs/${name}`;
    if ((await this.#ask({ method: 'GET', path })).status === 200) return;
    const answer = await this.#ask({ method: 'PUT', path, body: bytes() });
    if (answer.status !== 200) throw refusal('does not take the package of code', answer, this.address);
  }

  /** Waits so many milliseconds, by the clock that it has. */
  async wait(ms: number): Promise<void> {
    await this.#patience.wait(ms);
  }

  /** From now on it is asked once only. */
  hurry(): void {
    this.#patience = { ...this.#patience, seconds: 0 };
  }

  /** Lets go of its connections. */
  close(): void {
    this.#exchange.close();
  }

  #ask(question: Question): Promise<Answer> {
    return askPatiently(this.#exchange, question, this.#patience);
  }

  async #json<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
    return this.#read(await this.#ask({ method: 'GET', path }), path, schema);
  }

  #read<T extends z.ZodType>(answer: Answer, what: string, schema: T): z.output<T> {
    if (answer.status !== 200) throw refusal(`does not say ${what}`, answer, this.address);
    const { success, data } = schema.safeParse(parsed(answer.text));
    if (!success) throw notRay(this.address);
    return data;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
