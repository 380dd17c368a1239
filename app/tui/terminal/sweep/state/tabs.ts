import type { SweepState, SweepTab } from './state.js';

/** A tab, and the key that opens it. */
interface SweepTabTitle {
  readonly tab: SweepTab;
  readonly number: number;
  readonly title: string;
}

export function sweepTabs({ failures }: SweepState): readonly SweepTabTitle[] {
  const failed = failures.size === 0 ? 'Failures' : `Failures ${failures.size}`;
  const tabs: readonly (readonly [SweepTab, string])[] = [
    ['overview', 'Overview'],
    ['designs', 'Designs'],
    ['failures', failed],
    ['run', 'Run'],
    ['log', 'Log'],
  ];
  return tabs.map(([tab, title], at) => ({ tab, title, number: at + 1 }));
}
