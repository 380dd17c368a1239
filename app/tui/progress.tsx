import { Box, Text } from 'ink';
import { duration, figure } from './pace.js';

/** What the progress view shows. */
export interface ProgressView {
  readonly title: string;
  readonly run: string;
  readonly done: number;
  readonly total: number | undefined;
  readonly rate: number | undefined;
  readonly left: number | undefined;
  /** The stage at work; empty before the first, undefined when all is done. */
  readonly stage: string | undefined;
  readonly notes: readonly string[];
  readonly colour: boolean;
}

const WIDTH = 30;

/** Bar, steps, rate, time left and the stage at work; fits 80 columns. */
export function Progress({ title, run, done, total, rate, left, stage, notes, colour }: ProgressView) {
  const tint = colour ? { color: 'cyan' } : {};
  const full = total === undefined || total === 0 ? 0 : Math.round((WIDTH * Math.min(done, total)) / total);
  return (
    <Box flexDirection="column">
      {notes.map((note) => (
        <Text key={note} wrap="truncate" dimColor={colour}>
          {note}
        </Text>
      ))}
      <Text wrap="truncate">
        <Text {...tint}>{title}</Text>
        {run === '' ? '' : `  ${run}`}
      </Text>
      <Text wrap="truncate">
        {total === undefined ? (
          ''
        ) : (
          <Text {...tint}>{`${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} `}</Text>
        )}
        {`step ${done}${total === undefined ? '' : `/${total}`}`}
        {rate === undefined ? '' : `  ${figure(rate)} steps/s`}
        {left === undefined || done === total ? '' : `  ${duration(left)} left`}
      </Text>
      {stage === undefined ? null : (
        <Text wrap="truncate" dimColor={colour}>
          {stage === '' ? 'setting up' : stage}
          {'  Ctrl-C ends the run after this step'}
        </Text>
      )}
    </Box>
  );
}
