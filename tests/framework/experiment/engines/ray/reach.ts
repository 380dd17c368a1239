import { afterEach, beforeEach } from 'vitest';
import { RayHead, type RayHeadOptions } from '../../../../../framework/experiment/engines/ray/index.js';
import { FakeHead, TOKEN } from './fake-head.js';

/** A fake head for each test of a file, and a way to it whose waiting takes time of the head's only. */
export class Reach {
  fake!: FakeHead;
  /** What people were told. */
  said: string[] = [];
  /** Milliseconds of each wait. */
  waits: number[] = [];
  /** What happens while it waits. */
  meanwhile: () => void = () => undefined;
  #heads: RayHead[] = [];

  constructor() {
    beforeEach(async () => {
      this.fake = await FakeHead.start();
      this.said = [];
      this.waits = [];
      this.meanwhile = () => undefined;
    });
    afterEach(async () => {
      for (const head of this.#heads.splice(0)) head.close();
      await this.fake.close();
    });
  }

  async connect(options: Partial<RayHeadOptions> = {}): Promise<RayHead> {
    const head = await RayHead.connect({
      address: this.fake.address,
      token: TOKEN,
      say: (line) => this.said.push(line),
      wait: async (ms) => {
        this.waits.push(ms);
        this.fake.time += ms / 1000;
        this.meanwhile();
      },
      clock: () => this.fake.time * 1000,
      ...options,
    });
    this.#heads.push(head);
    return head;
  }
}
