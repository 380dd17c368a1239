import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { test } from 'vitest';

/** Names that the browser goes by; the first that runs is taken. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

const found = NAMES.find((name) => spawnSync(name, ['--version']).status === 0);

/**
 * Registers tests that need a browser. Where there is none they are skipped, in one clear line, but with
 * STARLING_CHROMIUM=required that is an error.
 */
export function withChromium(register: (executable: string) => void): void {
  if (found !== undefined) {
    register(found);
    return;
  }
  const message = `needs a browser: none of ${NAMES.join(', ')} runs (Debian: apt-get install chromium)`;
  if (process.env['STARLING_CHROMIUM'] === 'required') throw new Error(message);
  console.warn(`skipped: ${message}`);
  test.skip(message, () => {});
}

/** What the browser says: an answer, or something that happened. */
interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** A browser without a window, spoken to over a pipe (Chrome DevTools Protocol). */
export class Chromium {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #listeners = new Set<(message: Message) => void>();
  #rest = '';
  #id = 0;

  constructor(executable: string) {
    this.#profile = mkdtempSync(join(tmpdir(), 'starling-chromium-'));
    this.#process = spawn(
      executable,
      [
        ...['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--no-first-run'],
        ...['--disable-dev-shm-usage', '--force-color-profile=srgb', '--remote-debugging-pipe'],
        `--user-data-dir=${this.#profile}`,
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    const output = this.#process.stdio[4] as Readable;
    output.setEncoding('utf8').on('data', (text: string) => this.#hear(text));
  }

  /** Opens a blank page. */
  async open(): Promise<Page> {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, sessionId as string);
    for (const domain of ['Page', 'Network', 'Runtime', 'Log']) await page.send(`${domain}.enable`);
    return page;
  }

  send(method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) =>
        error === undefined ? resolve(result ?? {}) : reject(new Error(`${method}: ${error.message}`)),
      );
      const input = this.#process.stdio[3] as Writable;
      input.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
    });
  }

  /** Calls `listener` for all that happens. @returns stops that */
  listen(listener: (message: Message) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('close', resolve));
    await this.send('Browser.close');
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #hear(text: string): void {
    const messages = (this.#rest + text).split('\0');
    this.#rest = messages.pop()!;
    for (const each of messages) {
      const message = JSON.parse(each) as Message;
      if (message.id === undefined) for (const listener of this.#listeners) listener(message);
      else this.#waiting.get(message.id)?.(message);
    }
  }
}

/** A page of the browser. */
export class Page {
  /** Addresses that the page asked for, but itself. */
  readonly requests: string[] = [];
  /** What the browser complained about. */
  readonly complaints: string[] = [];
  readonly #browser: Chromium;
  readonly #session: string;

  constructor(browser: Chromium, session: string) {
    this.#browser = browser;
    this.#session = session;
    browser.listen(({ sessionId, method, params = {} }) => {
      if (sessionId !== session) return;
      if (method === 'Network.requestWillBeSent')
        this.requests.push((params['request'] as { readonly url: string }).url);
      if (method === 'Log.entryAdded')
        this.complaints.push((params['entry'] as { readonly text: string }).text);
      if (method === 'Runtime.exceptionThrown') this.complaints.push(JSON.stringify(params));
    });
  }

  send(method: string, params: object = {}): Promise<Record<string, unknown>> {
    return this.#browser.send(method, params, this.#session);
  }

  /** Goes to an address, and waits until all of it is loaded. */
  async go(url: string): Promise<void> {
    const loaded = new Promise<void>((resolve) => {
      const stop = this.#browser.listen(({ sessionId, method }) => {
        if (sessionId !== this.#session || method !== 'Page.loadEventFired') return;
        stop();
        resolve();
      });
    });
    await this.send('Page.navigate', { url });
    await loaded;
  }

  /** Sets the width of the window, in CSS pixels; and what it is shown on. */
  async show(width: number, medium: 'screen' | 'print' = 'screen'): Promise<void> {
    await this.send('Emulation.setDeviceMetricsOverride', {
      width,
      height: 900,
      deviceScaleFactor: 1,
      mobile: false,
    });
    await this.send('Emulation.setEmulatedMedia', { media: medium });
  }

  /** The value of an expression in the page. */
  async ask<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { readonly value: T }).value;
  }

  /** A picture of a part of the page, as PNG. */
  async picture(clip: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }): Promise<Buffer> {
    const { data } = await this.send('Page.captureScreenshot', {
      clip: { ...clip, scale: 1 },
      captureBeyondViewport: true,
    });
    return Buffer.from(data as string, 'base64');
  }
}
