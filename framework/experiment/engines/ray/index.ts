export { RayHead } from './head.js';
export type { RayHeadOptions } from './head-options.js';
export type { RayEngineOptions } from './options.js';
export { type CodePackage, codePackage } from './package/code-package.js';
export { RayEngine } from './ray-engine.js';
export { shellWord } from './shell-word.js';
export { rayToken } from './token.js';
