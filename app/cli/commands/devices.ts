import { Command } from 'commander';
import { listDevices } from '../../../kernels/device/index.js';
import { result, resultJson } from '../output.js';

/** `starling devices`. */
export function devicesCommand(): Command {
  return new Command('devices')
    .description('list the devices that kernels can run on, best first, and what is missing for the others')
    .option('--json', 'print one JSON array: name, available, description, hint')
    .addHelpText('after', '\nExample:\n  $ starling devices\n')
    .action(async (options: { json?: true }) => {
      const devices = await listDevices();
      if (options.json) {
        resultJson(devices);
        return;
      }
      for (const { name, available, description, hint } of devices) {
        result(`${available ? '+' : '-'} ${name.padEnd(10)}  ${description}`);
        if (hint !== undefined) result(`  ${' '.repeat(10)}  ${hint}`);
      }
    });
}
