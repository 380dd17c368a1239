import { type Made, noise } from './support.js';

export const ARMS = { none: 0.4, decentralised: 0.7, centralised: 0.5 } as const;

/** Three arms that differ in recall, on eight seeds, which do the same to all of them. */
export const arms: Made = {
  plan: { matrix: { factors: { sharing: Object.keys(ARMS) } } },
  replications: 8,
  run(values, replication) {
    const sharing = values['sharing'] as keyof typeof ARMS;
    const own = 0.02 * noise('run', sharing, replication);
    const recall = ARMS[sharing] + 0.1 * noise('seed', '', replication) + own;
    const steps = Array.from({ length: 20 }, (_, step) => step + 1);
    return {
      outcomes: {
        recall,
        fpr: 0.01,
        time_to_protection: sharing === 'none' ? null : 12 + replication,
        votes: 5 * replication,
      },
      rows: {
        step: steps,
        tp: steps.map((step) => Math.round(step * recall)),
        fn: steps.map((step) => step - Math.round(step * recall)),
        fp: steps.map(() => 1),
        tn: steps.map(() => 99),
        entries: steps.map((step) => step * recall),
      },
    };
  },
};
