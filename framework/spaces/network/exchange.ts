import { StarlingError } from '../../errors.js';
import { NetworkSpace } from './network.js';

/** What a graph of another library must answer to be filled from a network; graphology's graphs do. */
export interface GraphSink {
  /** Takes a node of this name. */
  addNode(key: number): unknown;
  /** Takes an edge between two nodes that it has. */
  addUndirectedEdge(source: number, target: number): unknown;
}

/** What a graph of another library must answer to become a network; graphology's graphs do. */
export interface GraphSource {
  /** Names of the nodes, in order. */
  nodes(): readonly string[];
  /** Calls `visit` with each edge. */
  forEachEdge(visit: (edge: string, attributes: object, source: string, target: string) => void): void;
}

/** A network or whatever else lists its links. */
interface Linked {
  readonly size: number;
  neighbours(i: number): Iterable<number>;
}

/**
 * Copies a network into an empty graph of graphology, whose algorithms (paths, centralities, communities, layouts) then
 * are at hand:
 *
 *     const graph = fillGraph(new UndirectedGraph(), network);
 */
export function fillGraph<G extends GraphSink>(graph: G, network: Linked): G {
  for (let i = 0; i < network.size; i++) graph.addNode(i);
  for (let i = 0; i < network.size; i++)
    for (const j of network.neighbours(i)) if (i < j) graph.addUndirectedEdge(i, j);
  return graph;
}

/**
 * A network of a graph's nodes in the graph's order, and its edges whatever their direction. `keys` are the graph's own
 * names of the nodes, by number.
 *
 * @throws StarlingError for a graph without nodes, or with an edge from a node to itself
 */
export function networkFrom(graph: GraphSource): { network: NetworkSpace; keys: readonly string[] } {
  const keys = [...graph.nodes()];
  const numbers = new Map(keys.map((key, i) => [key, i]));
  const links: [number, number][] = [];
  graph.forEachEdge((_edge, _attributes, source, target) => {
    if (source === target)
      throw new StarlingError(`A network has no loops; the graph's node '${source}' is linked to itself.`);
    links.push([numbers.get(source)!, numbers.get(target)!]);
  });
  return { network: NetworkSpace.fromEdges(keys.length, links), keys };
}
