import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const TOKEN = 'a token of a test';

/** What of a job comes from who submits it. */
type Asking =
  | 'submission_id'
  | 'entrypoint'
  | 'metadata'
  | 'runtime_env'
  | 'entrypoint_num_cpus'
  | 'entrypoint_num_gpus';

export interface Job {
  readonly submission_id: string;
  readonly type: 'SUBMISSION' | 'DRIVER';
  readonly entrypoint: string;
  readonly metadata: Readonly<Record<string, string>> | null;
  readonly runtime_env: object | null;
  readonly entrypoint_num_cpus: number;
  readonly entrypoint_num_gpus: number;
  status: string;
  message: string;
  error_type: string | null;
  end_time: number | null;
  driver_node_id: string | null;
  driver_exit_code: number | null;
}

/** Of a node: [used, all]. */
type Node = Readonly<Record<string, readonly [number, number]>>;

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** How a request goes wrong: its connection breaks before or after it was done, or it is answered so. */
export type Fault = 'cut' | 'cut after' | { readonly status: number; readonly text: string };

/**
 * Answers as the head of Ray 2.60 was seen to: status codes, bodies and what can't be done. Jobs change their states when
 * the test says so.
 */
export class FakeHead {
  readonly jobs = new Map<string, Job>();
  readonly logs = new Map<string, string>();
  readonly packages = new Map<string, Buffer>();
  readonly asked: Asked[] = [];
  /** Taken by the next requests, first to last. */
  readonly faults: Fault[] = [];
  nodes: Readonly<Record<string, Node>> | undefined = { n1: { CPU: [0, 2], 'node:127.0.0.1': [0, 1] } };
  /** Seconds. */
  time = 1000;
  version = '2.60.0';
  token: string | undefined = TOKEN;
  /** Told of jobs as they come, and of those that are to be stopped. */
  onSubmit: (job: Job) => void = () => undefined;
  onStop: (id: string) => void = () => undefined;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(): Promise<FakeHead> {
    const head = new FakeHead();
    await new Promise<void>((done) => head.#server.listen(0, '127.0.0.1', done));
    return head;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** A job gets its slot. */
  run(id: string, node = 'n1'): void {
    Object.assign(this.jobs.get(id)!, { status: 'RUNNING', driver_node_id: node });
  }

  end(id: string, end: Partial<Job> = {}): void {
    const job = this.jobs.get(id)!;
    Object.assign(job, { status: 'SUCCEEDED', end_time: this.time * 1000, driver_exit_code: 0, ...end });
  }

  states(): Readonly<Record<string, string>> {
    return Object.fromEntries(Array.from(this.jobs.values(), (job) => [job.submission_id, job.status]));
  }

  /** Of what was asked since the last call, method and path. */
  newlyAsked(): string[] {
    return this.asked.splice(0).map(({ method, path }) => `${method} ${path}`);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const { method = '', url = '', headers } = request;
    this.asked.push({ method, path: url, headers });
    const fault = this.faults.shift();
    if (fault === 'cut') return void request.socket.destroy();
    const [status, body] =
      typeof fault === 'object' ? [fault.status, fault.text] : this.#answer(request, Buffer.concat(pieces));
    if (fault === 'cut after') return void request.socket.destroy();
    response.writeHead(status, {
      'content-type': `${typeof body === 'string' ? 'text/plain' : 'application/json'}; charset=utf-8`,
    });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  #answer({ method, url, headers }: IncomingMessage, body: Buffer): [number, string | object] {
    if (this.token !== undefined) {
      if (headers.authorization === undefined) return [401, 'Unauthorized: Missing authentication token'];
      if (headers.authorization !== `Bearer ${this.token}`)
        return [403, 'Forbidden: Invalid authentication token'];
    }
    const isBrowser =
      Object.keys(headers).some((name) => /^(sec-fetch-|origin$|referer$)/.test(name)) ||
      headers['user-agent']?.startsWith('Mozilla') === true;
    if (isBrowser && method !== 'GET') return [405, `'${method}' method not allowed for browser traffic.`];
    const [, , what, id, verb] = url!.split('/');
    if (what === 'version') return [200, { version: '4', ray_version: this.version, session_name: 's' }];
    if (what === 'cluster_status') return [200, this.#cluster()];
    if (what === 'packages') return this.#package(method!, verb!, body);
    if (what !== 'jobs') return [404, '404: Not Found'];
    if (id === '') return method === 'POST' ? this.#submit(body) : [200, [...this.jobs.values()]];
    return this.#job(method!, decodeURIComponent(id!), verb);
  }

  #submit(body: Buffer): [number, string | object] {
    const asked = JSON.parse(body.toString()) as Pick<Job, Asking>;
    const { submission_id: id } = asked;
    if (this.jobs.has(id))
      return [500, traceback(`ValueError: Job with submission_id ${id} already exists.`)];
    this.jobs.set(id, {
      type: 'SUBMISSION',
      status: 'PENDING',
      message: 'Job has not started yet. It may be waiting for resources.',
      error_type: null,
      end_time: null,
      driver_node_id: null,
      driver_exit_code: null,
      ...asked,
    });
    this.onSubmit(this.jobs.get(id)!);
    return [200, { job_id: id, submission_id: id }];
  }

  #job(method: string, id: string, verb: string | undefined): [number, string | object] {
    const job = this.jobs.get(id);
    if (job === undefined) return [404, `Job ${id} does not exist`];
    const isOver = !['PENDING', 'RUNNING'].includes(job.status);
    if (verb === 'logs') {
      const logs = this.logs.get(id);
      return logs === undefined ? [500, traceback('RuntimeError: the node is gone')] : [200, { logs }];
    }
    if (verb === 'stop') {
      this.onStop(id);
      if (job.status === 'RUNNING') this.end(id, { status: 'STOPPED', driver_exit_code: null });
      return [200, { stopped: !isOver }];
    }
    if (method === 'GET') return [200, job];
    if (!isOver) {
      const reason = `Attempted to delete job '${id}', but it is in a non-terminal state ${job.status}.`;
      return [500, traceback(`RuntimeError: ${reason}`)];
    }
    this.jobs.delete(id);
    // Whoever looks after a job does so once a second, and takes one that is gone for one that failed.
    if (this.time * 1000 - job.end_time! < 1000) this.jobs.set(id, ghostOf(job));
    return [200, { deleted: true }];
  }

  #package(method: string, name: string, body: Buffer): [number, string] {
    if (method === 'PUT') this.packages.set(name, body);
    return this.packages.has(name) ? [200, ''] : [404, `Package gcs://${name} does not exist`];
  }

  #cluster(): object {
    const clusterStatus =
      this.nodes === undefined
        ? null
        : { time: this.time, loadMetricsReport: { usage: {}, usageByNode: this.nodes } };
    return { result: true, msg: 'Got cluster status.', data: { autoscalingStatus: null, clusterStatus } };
  }
}

const ghostOf = (job: Job): Job => ({
  ...job,
  status: 'FAILED',
  entrypoint: 'Entrypoint not found.',
  message: 'Job supervisor actor died: The actor died unexpectedly before finishing this task.',
  error_type: 'JOB_SUPERVISOR_ACTOR_DIED',
  metadata: null,
  driver_node_id: null,
  driver_exit_code: null,
});

const traceback = (last: string): string =>
  `Traceback (most recent call last):\n  File "job_head.py", line 419, in submit_job\nRuntimeError: Request failed with status code 400: Traceback (most recent call last):\n  File "job_agent.py", line 45\n${last}\n.\n`;
