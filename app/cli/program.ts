import { Command } from 'commander';
import { version } from '../version.js';
import { configCommand } from './commands/config.js';
import { detectCommand } from './commands/detect.js';
import { devicesCommand } from './commands/devices.js';
import { inspectCommand } from './commands/inspect.js';
import { ledgerCommand } from './commands/ledger.js';
import { runCommand } from './commands/run.js';
import { scenarioCommand } from './commands/scenario.js';

/** The command tree; each command is a file of `commands/`. */
export function program(): Command {
  const root = new Command('starling')
    .description(
      'Agent-based modelling, and a decentralised network of security nodes as its flagship model.',
    )
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help of a command')
    .showSuggestionAfterError(true)
    .addHelpText('after', EPILOGUE);
  for (const command of [
    runCommand(),
    detectCommand(),
    scenarioCommand(),
    inspectCommand(),
    ledgerCommand(),
    devicesCommand(),
    configCommand(),
  ]) {
    root.addCommand(command);
  }
  return root;
}

const EPILOGUE = `
Examples:
  $ starling run scenarios/default.yaml
  $ starling run scenarios/westermo.yaml --json > westermo.json
  $ starling scenario check my-scenario.yaml
  $ starling inspect runs/default-42-1

Exit codes:
  0 ok, 1 failure, 2 usage or invalid file, 5 ledger tampered, 130 SIGINT, 143 SIGTERM
`;
