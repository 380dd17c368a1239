import { Command } from 'commander';
import { listDevices } from '../../../kernels/device/index.js';
import { memoryAvailable } from '../../config/index.js';
import { devicesTable, SCORE_UNIT, scoring } from '../../devices/index.js';
import { result, resultJson } from '../output.js';

interface Flags {
  readonly score: boolean;
  readonly json?: true;
}

/** `starling devices`. */
export function devicesCommand(): Command {
  return new Command('devices')
    .description('list the devices that kernels can run on, best first, and what is missing for the others')
    .option('--no-score', 'measure nothing (a device is measured for about half a second)')
    .option(
      '--json',
      'print one JSON array: name, available, description, hint, chip, kind, memory, largestBuffer, score, unit',
    )
    .addHelpText('after', HELP)
    .action(devices);
}

const HELP = `
A score is the rate at which forests of 100 trees score the records of the default network (200 nodes, 32 records of 8
features each in a step), by the kernels that --kernels auto takes there.

Examples:
  $ starling devices
  $ starling devices --no-score --json
`;

async function devices({ score, json }: Flags): Promise<void> {
  const found = await listDevices(score ? { score: scoring() } : {});
  const memory = memoryAvailable();
  if (!json) return result(devicesTable(found, { memory }).join('\n'));
  resultJson(
    found.map((device) => ({
      ...device,
      ...(device.kind === 'processor' || device.kind === 'software' ? { memory } : {}),
      ...(device.score === undefined ? {} : { unit: SCORE_UNIT }),
    })),
  );
}
