import { Exit } from '../../../framework/errors.js';
import type { LoadedSettings } from '../../config/index.js';
import { listenForSignals } from '../../run/signals.js';
import {
  type DriveOptions,
  drive,
  type Ending,
  openEngine,
  type SweepSummary,
  summaryText,
} from '../../sweep/drive/index.js';
import { wideNursery } from '../nursery.js';
import { note, result, resultJson } from '../output.js';
import type { ScreenOptions, SweepOptions } from './options.js';
import { shown } from './shown.js';

/** Drives a sweep that lies in its folder, tells what it came to, and sets the exit code. */
export async function driving(
  folder: string,
  settings: LoadedSettings,
  options: Pick<SweepOptions, 'failFast' | 'json' | keyof ScreenOptions> & Pick<DriveOptions, 'again'>,
): Promise<void> {
  wideNursery();
  const watch = await shown(folder, settings, options);
  const stop = new AbortController();
  let isOver: Promise<unknown> = Promise.resolve();
  const interruption = listenForSignals(
    (name) => watch.say(`${name}: no further run is begun; once more breaks off those that are at work`),
    async () => {
      stop.abort();
      await isOver;
      await watch.close();
      note('starling: stopped; go on with it by starling sweep resume');
    },
  );
  try {
    const { failFast = false, again } = options;
    const driven = drive({
      folder,
      open: (place, say) => openEngine(place, settings, say),
      watch,
      driving: (live) => watch.driving?.(live),
      failFast,
      again,
      logging: settings.settings.logging,
      drain: interruption.signal,
      stop: stop.signal,
    });
    isOver = driven.catch(() => undefined);
    const { ending, summary } = await driven;
    await watch.close();
    if (options.json === true) resultJson(summary);
    else result(summaryText(summary));
    process.exitCode = interruption.code ?? codeOf(ending, summary);
  } finally {
    await watch.close();
    interruption.release();
  }
}

/** Failed runs count before crossed thresholds, whose figures they are missing from. */
function codeOf(ending: Ending, { runs, thresholds }: SweepSummary): number {
  if (runs.failed > 0) return Exit.someFailed;
  if (ending !== 'done') return Exit.failure;
  return thresholds.some(({ passed }) => !passed) ? Exit.threshold : Exit.ok;
}
