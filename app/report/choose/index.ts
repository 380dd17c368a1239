/** What a report shows: which parameters vary, which outcomes are drawn, and which designs stand together. */
export { apartFrom, type Factor, factorsOf, type Level, short } from './factors.js';
export { GLOSSARY, type Term } from './glossary.js';
export {
  areNamed,
  byDesign,
  byLevel,
  type Group,
  type Grouping,
  groupingsOf,
  labelOf,
  levelOf,
  MOST_GROUPS,
  rowsTitle,
  spread,
} from './groups.js';
export { DRAWN, type Measure, type Measures, measureOf, measuresOf, withUnit } from './measures.js';
