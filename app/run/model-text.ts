import { duration, figure } from '../tui/pace.js';
import type { ModelRun } from './model.js';

/** The end of a model's run, for people. */
export function modelText({ folder, interrupted, replications, json }: ModelRun): string {
  const { scenario, agents, steps, seed, timing, memory, digest } = json;
  const { end, last } = replications[0]!;
  const figures = Object.entries(last ?? {}).filter(([name]) => name !== 'step');
  const several = replications.length > 1 ? `, ${replications.length} replications` : '';
  const lines: (readonly [name: string, value: string])[] = [
    ...(end.cause === 'stop' ? [['ended', end.reason] as const] : []),
    ['time', `${duration(timing.run_s)}, set-up ${duration(timing.setup_s)}`],
    ['rate', `${figure(timing.agent_steps_per_s)} agent-steps/s`],
    ['memory', `${memory.peak_rss_mb} MB at most`],
    ['digest', digest],
  ];
  return [
    `${scenario}: ${agents} agents, ${steps} steps, seed ${seed}${several}${interrupted ? ' (interrupted)' : ''}`,
    ...(figures.length === 0
      ? []
      : ['', `${several === '' ? 'At' : 'The first, at'} the end: ${told(figures)}`]),
    '',
    ...lines.map(([name, value]) => `${name.padEnd(10)}  ${value}`),
    '',
    `Kept in ${folder}; see it again with: npx starling inspect ${folder}`,
  ].join('\n');
}

const told = (figures: readonly (readonly [name: string, value: unknown])[]): string =>
  figures.map(([name, value]) => `${name} ${value}`).join(', ');
