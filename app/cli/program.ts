import { Command } from 'commander';
import { version } from '../version.js';

interface Entry {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<Command>;
}

/** Every command is a file of `commands/`; it is loaded, with all it needs, only when it is asked for. */
const COMMANDS: readonly Entry[] = [
  {
    name: 'run',
    description: 'run scenario files, a model of the library, or one of your own',
    load: async () => (await import('./commands/run.js')).runCommand(),
  },
  {
    name: 'sweep',
    description: 'plan, run, watch, resume and read sweeps: many designs, each with many seeds',
    load: async () => (await import('./commands/sweep.js')).sweepCommand(),
  },
  {
    name: 'new',
    description: 'make a folder with a small model of your own, its test, and what runs them',
    load: async () => (await import('./commands/new.js')).newCommand(),
  },
  {
    name: 'branch',
    description: 'begin a run with the state of another one, and other parameters from there on',
    load: async () => (await import('./commands/branch.js')).branchCommand(),
  },
  {
    name: 'detect',
    description: 'score an isolation forest alone on any table: AUROC over seeds',
    load: async () => (await import('./commands/detect.js')).detectCommand(),
  },
  {
    name: 'scenario',
    description: 'check scenario files',
    load: async () => (await import('./commands/scenario.js')).scenarioCommand(),
  },
  {
    name: 'inspect',
    description: 'say what a run was and what came of it, also of one that never ended',
    load: async () => (await import('./commands/inspect.js')).inspectCommand(),
  },
  {
    name: 'reproduce',
    description: 'run a run again and compare it with what it left behind',
    load: async () => (await import('./commands/reproduce.js')).reproduceCommand(),
  },
  {
    name: 'ledger',
    description: "read and verify a run's ledger",
    load: async () => (await import('./commands/ledger.js')).ledgerCommand(),
  },
  {
    name: 'devices',
    description: 'list the devices that kernels can run on, best first, and what is missing for the others',
    load: async () => (await import('./commands/devices.js')).devicesCommand(),
  },
  {
    name: 'bench',
    description: 'measure kernels and whole runs against each other and against peers (in a checkout)',
    load: async () => (await import('./commands/bench.js')).benchCommand(),
  },
  {
    name: 'config',
    description: 'show settings, scenarios as they resolve, and their schema',
    load: async () => (await import('./commands/config.js')).configCommand(),
  },
];

/** The command tree, whole in the command that the words name. */
export async function program(words: readonly string[]): Promise<Command> {
  const root = new Command('starling')
    .description(
      'Agent-based modelling, and a decentralised network of security nodes as its flagship model.',
    )
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help of a command')
    .showSuggestionAfterError(true)
    .addHelpText('after', EPILOGUE);
  const asked = words.find((word) => !word.startsWith('-') && word !== 'help');
  for (const { name, description, load } of COMMANDS) {
    root.addCommand(name === asked ? await load() : new Command(name).description(description));
  }
  return clear(root);
}

/** Usage errors speak as all others do, and say where help is. */
function clear(command: Command, path = command.name()): Command {
  command
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'starling: ')) })
    .showHelpAfterError(`  ${path} --help shows what it takes`);
  for (const each of command.commands) clear(each, `${path} ${each.name()}`);
  return command;
}

const EPILOGUE = `
Examples:
  $ starling run scenarios/default.yaml
  $ starling run scenarios/westermo.yaml --json > westermo.json
  $ starling scenario check my-scenario.yaml
  $ starling run --resume runs/default-42-1
  $ starling sweep run scenarios/sweeps/westermo-arms.yaml
  $ starling inspect runs/default-42-1

Exit codes:
  0 ok, 1 failure, 2 usage or invalid file, 3 some runs of a sweep failed, 4 a threshold of a sweep was crossed,
  5 ledger tampered, 6 not reproduced, 130 SIGINT, 143 SIGTERM
`;
