import { Command, InvalidArgumentError, Option } from 'commander';
import { Exit, StarlingError } from '../../../framework/errors.js';
import {
  ENTRY_KINDS,
  type EntryKind,
  LedgerReader,
  type LedgerRow,
  type RowFilter,
} from '../../../model/ledger/index.js';
import { ledgerFile } from '../ledger-file.js';
import { note, result, resultJson } from '../output.js';

interface ShowOptions {
  readonly node?: number;
  readonly signature?: string;
  readonly step?: number;
  readonly kind?: EntryKind;
  readonly limit?: number;
  readonly json?: true;
}

/** `starling ledger show` and `starling ledger verify`. */
export function ledgerCommand(): Command {
  const command = new Command('ledger').description("read and verify a run's ledger");
  command
    .command('show')
    .description('show the rows of a ledger')
    .argument('<run>', 'run directory, or a ledger file')
    .option('--node <n>', 'only rows by this node', wholeNumber)
    .option('--signature <id>', 'only rows about this signature; its first digits suffice', hexadecimal)
    .option('--step <s>', 'only rows of this step', wholeNumber)
    .addOption(new Option('--kind <kind>', 'only rows of this kind').choices(ENTRY_KINDS))
    .option('--limit <n>', `at most so many rows (default: ${TABLE_ROWS}; with --json all)`, wholeNumber)
    .option('--json', 'print one JSON array')
    .addHelpText('after', '\nExample:\n  $ starling ledger show runs/default-42-1 --kind decision --step 7\n')
    .action(show);
  command
    .command('verify')
    .description('recompute every hash of a ledger and compare it with the manifest of its run')
    .argument('<run>', 'run directory, or a ledger file (then without a manifest)')
    .option('--json', 'print one JSON object: path, ok, rows, blocks, root, head, checkpoint, findings')
    .addHelpText('after', '\nExit code 5 when the ledger is not as it was written.\n')
    .action(verify);
  return command;
}

const TABLE_ROWS = 50;

function show(run: string, options: ShowOptions): void {
  const reader = LedgerReader.open(ledgerFile(run).file);
  try {
    const { json, limit, signature, ...rest } = options;
    const filter = signature === undefined ? rest : { ...rest, signature: oneSignature(reader, signature) };
    if (json) showJson(reader.entries(limit === undefined ? filter : { ...filter, limit }));
    else showTable(reader, filter, limit ?? TABLE_ROWS);
  } finally {
    reader.close();
  }
}

function showTable(reader: LedgerReader, filter: RowFilter, limit: number): void {
  const rows = [...reader.entries({ ...filter, limit })];
  if (rows.length > 0) result(table(rows));
  const all = reader.count(filter);
  if (all === 0) note('No such rows.');
  else if (all > rows.length) note(`${rows.length} of ${all} rows; --limit ${all} shows all.`);
}

/** One array, written as it is read: a ledger may be larger than memory. */
function showJson(rows: Iterable<LedgerRow>): void {
  let before = '[\n';
  for (const row of rows) {
    process.stdout.write(`${before}${JSON.stringify(row)}`);
    before = ',\n';
  }
  result(before === '[\n' ? '[]' : '\n]');
}

/** The one signature whose id begins with the digits given. */
function oneSignature(reader: LedgerReader, digits: string): string {
  const found = reader.signaturesFrom(digits, 4);
  if (found.length === 1 || found[0] === digits) return found[0]!;
  throw new StarlingError(
    found.length === 0
      ? `No signature in the ledger begins with ${digits}.`
      : `More than one signature begins with ${digits}: ${found.slice(0, 3).join(', ')}${found.length > 3 ? ', …' : ''}.`,
    {
      code: Exit.usage,
      place: reader.path,
      hint: 'starling ledger show --kind signature --json lists them in full.',
    },
  );
}

function table(rows: readonly LedgerRow[]): string {
  const cells = rows.map(({ id, step, kind, node, signature, payload }) => [
    String(id),
    String(step),
    kind,
    node === null ? '-' : String(node),
    signature === null ? '-' : shorten(signature, 12),
    JSON.stringify(payload),
  ]);
  const lines = [['id', 'step', 'kind', 'node', 'signature', 'payload'], ...cells];
  const widths = [0, 1, 2, 3, 4].map((i) => Math.max(...lines.map((line) => line[i]!.length)));
  const pad = (text: string, i: number): string =>
    i === 0 || i === 1 || i === 3 ? text.padStart(widths[i]!) : text.padEnd(widths[i] ?? 0);
  // The payload takes what the terminal leaves, elsewhere 72 columns.
  const before = widths.reduce((sum, width) => sum + width + 2, 0);
  const left = process.stdout.columns === undefined ? 72 : Math.max(20, process.stdout.columns - before);
  return lines
    .map((line) => line.map((text, i) => pad(i === 5 ? shorten(text, left) : text, i)).join('  '))
    .join('\n');
}

const shorten = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 1)}…`;

function verify(run: string, { json }: { json?: true }): void {
  const { file, checkpoint } = ledgerFile(run);
  const reader = LedgerReader.open(file);
  try {
    const { rows, blocks, root, head, findings } = reader.verify(checkpoint);
    const ok = findings.length === 0;
    if (json) {
      resultJson({ path: file, ok, rows, blocks, root, head, checkpoint: checkpoint ?? null, findings });
    } else {
      for (const finding of findings) result(`${finding.kind.padEnd(9)}  ${finding.message}`);
      result(`${file}: ${ok ? 'ok' : 'TAMPERED'}, ${rows} rows in ${blocks} blocks, root ${root}`);
      if (checkpoint === undefined) {
        note(
          'No manifest with a final root to compare with: a ledger cut at a block, or written anew, would pass.',
        );
      }
    }
    if (!ok) process.exitCode = Exit.tampered;
  } finally {
    reader.close();
  }
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('Expected a whole number from 0.');
}

function hexadecimal(text: string): string {
  if (/^[0-9a-f]{1,128}$/i.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError('Expected hexadecimal digits.');
}
