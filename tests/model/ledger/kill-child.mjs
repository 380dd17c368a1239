// The process that the kill test ends: `node kill-child.mjs FILE`. Vite serves it the TypeScript sources.
import { runnerImport } from 'vite';

const { module } = await runnerImport(new URL('./kill-steps.ts', import.meta.url).pathname);
await module.appendSteps(process.argv[2]);
