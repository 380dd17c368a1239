export type { Combination, Design, DesignValue } from './design.js';
export type { Matrix } from './matrix.js';
export { countDesigns, counted, type DesignPlan, designsOf, type PlanFault, planFaults } from './plan.js';
