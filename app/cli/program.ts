import { Command } from 'commander';
import { configCommand } from './commands/config.js';
import { scenarioCommand } from './commands/scenario.js';
import { version } from './version.js';

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
  root.addCommand(scenarioCommand());
  root.addCommand(configCommand());
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
