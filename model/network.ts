import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import {
  Exit,
  NetworkSpace,
  type RandomCursor,
  type RandomStreams,
  StarlingError,
} from '../framework/index.js';
import { ppm } from '../framework/shares.js';
import type { SecurityParameters } from './parameters.js';

/**
 * The network of a scenario. `baseFolder` is where a relative edge list is looked for.
 *
 * @throws StarlingError for an edge list that cannot be read, or a topology that so many nodes cannot have
 */
export function networkOf(
  parameters: SecurityParameters['network'],
  nodes: number,
  random: RandomStreams,
  baseFolder: string,
): NetworkSpace {
  const { topology, degree, file } = parameters;
  if (topology === 'full') return NetworkSpace.full(nodes);
  if (topology === 'file') return NetworkSpace.fromEdges(nodes, readEdges(file, baseFolder, nodes));
  try {
    return generated(topology, parameters, nodes, random.stream('network').cursor(0, 0));
  } catch (error) {
    throw new StarlingError((error as Error).message, {
      code: Exit.usage,
      place: 'network.degree',
      hint: `${nodes} nodes cannot have the degree ${degree} here: choose another degree or number of nodes.`,
      cause: error,
    });
  }
}

function generated(
  topology: 'small-world' | 'scale-free' | 'k-regular',
  { degree, rewire }: SecurityParameters['network'],
  nodes: number,
  cursor: RandomCursor,
): NetworkSpace {
  switch (topology) {
    case 'small-world':
      return NetworkSpace.smallWorld(nodes, degree, ppm(rewire), cursor);
    case 'scale-free':
      return NetworkSpace.scaleFree(nodes, degree, cursor);
    case 'k-regular':
      return NetworkSpace.kRegular(nodes, degree, cursor);
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
  const [header, ...links] = rows;
  if (header?.[0] !== 'source' || header[1] !== 'target') {
    throw new StarlingError('The edge list does not begin with the header source,target.', {
      code: Exit.usage,
      place: `${path}:1`,
      hint: 'Give it the columns source and target, a link a row.',
    });
  }
  return links.map((row, i) => {
    const [source, target] = row.map((cell) => (/^\d+$/.test(cell) ? Number(cell) : Number.NaN));
    const fits = [source, target].every((node) => node !== undefined && node < nodes);
    if (!fits || source === target) {
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
