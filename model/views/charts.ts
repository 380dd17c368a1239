import type { ChartView } from '../../framework/index.js';
import type { SecurityModel } from '../model.js';

/** Detection by step, and how far consensus has come. */
export function charts(model: SecurityModel): ChartView[] {
  return [
    {
      kind: 'chart',
      title: 'Detection',
      low: 0,
      high: 1,
      series: [
        { name: 'recall', tone: 'good', value: () => model.measures.step.recall },
        { name: 'precision', tone: 'accent', value: () => model.measures.step.precision },
        { name: 'false positives', tone: 'bad', value: () => model.measures.step.fpr },
      ],
    },
    {
      kind: 'chart',
      title: 'Consensus',
      low: 0,
      series: [
        { name: 'proposed', tone: 'accent', value: () => model.consensus.proposed },
        { name: 'accepted', tone: 'good', value: () => model.consensus.accepted },
        { name: 'rejected', tone: 'bad', value: () => model.consensus.rejected },
        { name: 'pending', tone: 'warn', value: () => model.pending },
      ],
    },
    {
      kind: 'chart',
      title: 'Blacklist',
      low: 0,
      series: [
        { name: 'entries', tone: 'good', value: () => model.entries },
        { name: 'caught', tone: 'accent', value: () => model.counts.listed },
        { name: 'vetoes', tone: 'warn', value: () => model.counts.vetoes },
      ],
    },
  ];
}
