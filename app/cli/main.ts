#!/usr/bin/env node
import './heap.js';
import type { Command } from 'commander';

// Imported once the heap is set up, which static imports would not wait for.
const { commandFailure } = await import('./command-failure.js');
const { program } = await import('./program.js');

/** A reader that closes early (`starling … | head`) ends the program quietly. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
/** Nobody reads what is said meanwhile (`2>&1 | head`): what is at work goes on. */
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

function throwing(command: Command): Command {
  command.exitOverride();
  command.commands.forEach(throwing);
  return command;
}

try {
  await throwing(await program(process.argv.slice(2))).parseAsync();
} catch (error) {
  const { text, code } = commandFailure(error);
  if (text !== '') process.stderr.write(`${text}\n`);
  process.exitCode = code;
}
