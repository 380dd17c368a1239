import { afterEach, beforeEach, vi } from 'vitest';
import { FakeHead, TOKEN } from '../../framework/experiment/engines/ray/fake-head.js';
import { Jobs } from './courier/jobs.js';

/** A head for each test, whose jobs are processes of this machine; the settings' variables name it. */
export class Cluster {
  head!: FakeHead;
  jobs!: Jobs;

  /** To be made where tests are declared. */
  constructor() {
    beforeEach(async () => {
      this.head = await FakeHead.start();
      this.jobs = new Jobs(this.head);
      vi.stubEnv('RAY_API_SERVER_ADDRESS', this.head.address);
      vi.stubEnv('RAY_AUTH_TOKEN', TOKEN);
    });
    afterEach(async () => {
      vi.unstubAllEnvs();
      await this.jobs.end();
      await this.head.close();
    });
  }
}
