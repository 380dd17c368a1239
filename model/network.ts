import { isAbsolute, join } from 'node:path';
import {
  Exit,
  NetworkSpace,
  type RandomCursor,
  type RandomStreams,
  readLinks,
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
  return readLinks(isAbsolute(file) ? file : join(baseFolder, file), nodes).links;
}
