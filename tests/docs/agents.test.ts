import { testExamples } from './examples.js';

testExamples('docs/agents.md');
