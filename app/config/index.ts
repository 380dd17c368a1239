/** Scenario files and config.yaml: read with places, checked, and laid over each other in one documented order. */
export { changedModel, changedScenario, differences } from './changed.js';
export { parseTree, readDocument } from './document.js';
export { type FoundModel, findModel, inLibrary } from './find-model.js';
export { importModel, isModule } from './import-model.js';
export { kernelsUnfit } from './kernels-fit.js';
export { type LoadedModel, loadModel, modelLoader } from './load-model.js';
export { type LoadedScenario, loadScenario, resolveScenario } from './load-scenario.js';
export { type LoadedSettings, loadSettings, type SettingsRequest } from './load-settings.js';
export { formatBytes, memoryAvailable, memoryNeeded, parseBytes } from './memory.js';
export { type Origin, placeOf } from './origin.js';
export { type Override, parseFlag, parseSet } from './overrides.js';
export { formatPath, type Path } from './path.js';
export { InvalidInput, type Problem, refuse } from './problems.js';
export type { RaySettings } from './ray-settings.js';
export { asWritten, type Scenario, scenarioJsonSchema, scenarioSchema } from './scenario.js';
export { DEVICES, ENGINES, KERNELS, type Settings } from './settings.js';
export { Tree } from './tree.js';
export { VARIABLES, type Variables } from './variables.js';
