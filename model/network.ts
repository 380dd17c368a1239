import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Exit, NetworkSpace, type RandomStreams, StarlingError } from '../framework/index.js';
import { ppm, type SecurityParameters } from './parameters.js';

/** The network of a scenario. `baseFolder` is where a relative edge list is looked for. */
export function networkOf(
  { topology, degree, rewire, file }: SecurityParameters['network'],
  nodes: number,
  random: RandomStreams,
  baseFolder: string,
): NetworkSpace {
  const cursor = random.stream('network').cursor(0, 0);
  switch (topology) {
    case 'full':
      return NetworkSpace.full(nodes);
    case 'small-world':
      return NetworkSpace.smallWorld(nodes, degree, ppm(rewire), cursor);
    case 'scale-free':
      return NetworkSpace.scaleFree(nodes, degree, cursor);
    case 'k-regular':
      return NetworkSpace.kRegular(nodes, degree, cursor);
    case 'file':
      return NetworkSpace.fromEdges(nodes, readEdges(file, baseFolder, nodes));
  }
}

function readEdges(file: string | undefined, baseFolder: string, nodes: number): [number, number][] {
  if (file === undefined) {
    throw new StarlingError('network.topology is file, but network.file names none.', {
      code: Exit.usage,
      place: 'network.file',
      hint: 'Name a CSV file with the columns source and target.',
    });
  }
  const path = isAbsolute(file) ? file : join(baseFolder, file);
  let rows: string[][];
  try {
    rows = parse(readFileSync(path), { bom: true, trim: true, skip_empty_lines: true });
  } catch (error) {
    throw new StarlingError(`The edge list cannot be read: ${(error as Error).message}`, {
      code: Exit.usage,
      place: path,
      hint: 'It is a CSV file with the columns source and target, a link a row.',
    });
  }
  return rows.slice(1).map((row, i) => {
    const [source, target] = row.map(Number);
    const fits = [source, target].every((node) => Number.isInteger(node) && node! >= 0 && node! < nodes);
    if (!fits || row.length < 2 || source === target) {
      throw new StarlingError(
        `A link joins two different nodes of 0 … ${nodes - 1}; got ${row.join(', ')}.`,
        {
          code: Exit.usage,
          place: `${path}:${i + 2}`,
          hint: 'The columns are source and target, node indices.',
        },
      );
    }
    return [source!, target!];
  });
}
