/** What people are told of an outcome. */
export interface Term {
  readonly title: string;
  /** What it is counted in; empty for shares. */
  readonly unit?: string | undefined;
  /** What it means, in a sentence. */
  readonly meaning?: string | undefined;
  /** Which way is better, where one is. */
  readonly better?: 'higher' | 'lower';
  /** A count of what happened: told in tables, drawn only where nothing else is there. */
  readonly isCount?: boolean;
  /** Of a count: what is there at a step, not what comes in it. */
  readonly isStock?: boolean;
}

/** Outcomes and columns of the security model. */
export const GLOSSARY: Readonly<Record<string, Term>> = {
  recall: {
    title: 'Recall',
    meaning: 'Share of the attack records that were flagged.',
    better: 'higher',
  },
  fpr: {
    title: 'False-positive rate',
    meaning: 'Share of the normal records that were flagged.',
    better: 'lower',
  },
  precision: {
    title: 'Precision',
    meaning: 'Share of the flagged records that belong to attacks.',
    better: 'higher',
  },
  f1: { title: 'F1', meaning: 'Harmonic mean of precision and recall.', better: 'higher' },
  auroc: {
    title: 'AUROC',
    meaning:
      'Chance that an attack record looks more anomalous to the forests than a normal one; 0.5 is guessing. Signatures do not enter.',
    better: 'higher',
  },
  time_to_protection: {
    title: 'Time to protection',
    unit: 'steps',
    meaning:
      'Steps from a campaign’s first attack record until at least 90 % of its first 32 would be flagged at every honest, reachable node; mean over the campaigns that came so far.',
    better: 'lower',
  },
  censored: {
    title: 'Campaigns never protected against',
    meaning: 'Share of the campaigns for which the run ended before protection.',
    better: 'lower',
  },
  proposed: { title: 'Signatures proposed', isCount: true, meaning: 'By all nodes, over the run.' },
  merged: { title: 'Signatures merged', isCount: true, meaning: 'Into another that says the same.' },
  accepted: { title: 'Signatures accepted', isCount: true, meaning: 'By the nodes’ consensus.' },
  rejected: { title: 'Signatures rejected', isCount: true, meaning: 'By the nodes’ consensus.' },
  pending: { title: 'Signatures pending', isCount: true, isStock: true, meaning: 'Undecided.' },
  votes: { title: 'Votes', isCount: true, meaning: 'Votes cast.' },
  fits: { title: 'Forests fitted', isCount: true, meaning: 'Trainings of a node’s isolation forest.' },
  ledger_rows: { title: 'Ledger rows', isCount: true, meaning: 'Rows in the append-only ledger.' },
  messages: { title: 'Messages', isCount: true, meaning: 'Sent between nodes.' },
  bytes: { title: 'Bytes sent', isCount: true, meaning: 'Sent between nodes.' },
  entries: {
    title: 'Blacklist entries',
    isCount: true,
    isStock: true,
    meaning: 'Signatures on the shared blacklist.',
  },
  flagged: { title: 'Records flagged', isCount: true, meaning: 'By forest or blacklist.' },
  listed: { title: 'Records caught by the blacklist', isCount: true },
  vetoes: { title: 'Vetoes', isCount: true, meaning: 'Entries that a node did not apply.' },
  online: { title: 'Nodes online', isCount: true, isStock: true },
};

/** What the terms of the security model are drawn in. */
export const HEADLINES = Object.keys(GLOSSARY).filter((name) => GLOSSARY[name]!.isCount !== true);
