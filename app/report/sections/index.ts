/** The sections of a report, in their order. Each says nothing where a sweep has nothing for it. */
import type { Context } from '../context.js';
import type { Section } from '../page/index.js';
import { curves } from './curves.js';
import { differences } from './differences.js';
import { factorsSection } from './factors.js';
import { failures } from './failures.js';
import { maps } from './maps.js';
import { methods } from './methods.js';
import { outcomes } from './outcomes.js';
import { responses } from './responses.js';
import { sampled } from './sampled.js';
import { thresholds } from './thresholds.js';
import { timings } from './timings.js';

type SectionOf = (context: Context) => Section | undefined | Promise<Section | undefined>;

export const SECTIONS: readonly SectionOf[] = [
  thresholds,
  outcomes,
  differences,
  responses,
  maps,
  sampled,
  curves,
  failures,
  timings,
  factorsSection,
  methods,
];
