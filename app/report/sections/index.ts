/** The sections of a report, in their order. Each says nothing where a sweep has nothing for it. */
import { MOST_GROUPS } from '../choose/index.js';
import type { Context } from '../context.js';
import type { Section } from '../page/index.js';
import { curves } from './curves.js';
import { differences } from './differences.js';
import { factorsSection } from './factors.js';
import { failures } from './failures.js';
import { sensitivity } from './indices.js';
import { maps } from './maps.js';
import { methods } from './methods.js';
import { outcomes } from './outcomes.js';
import { responses } from './responses.js';
import { sampled } from './sampled.js';
import { thresholds } from './thresholds.js';
import { timings } from './timings.js';

type SectionOf = (context: Context) => Section | undefined | Promise<Section | undefined>;

/** The sections for so many designs: of a few each is told of first, of many what they say together. */
export const sectionsFor = (designs: number): readonly SectionOf[] => [
  thresholds,
  ...(designs <= MOST_GROUPS
    ? [outcomes, differences, responses, maps, sensitivity, sampled]
    : [sensitivity, responses, maps, sampled, differences, outcomes]),
  curves,
  failures,
  timings,
  factorsSection,
  methods,
];
