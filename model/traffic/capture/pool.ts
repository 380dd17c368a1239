/**
 * Hosts as nodes. A host that sends fewer than `subsample` records in the warm-up could not fit a forest when detection
 * starts: all such hosts of one vantage point are one node, the pool. Only records of the warm-up decide, nothing later.
 */
export function poolHosts(input: {
  /** Vantage point and name of each host. */
  readonly hosts: readonly { readonly vantage: number; readonly name: string }[];
  /** Host of each row. */
  readonly host: Uint32Array;
  /** Step of each row, negative in the warm-up. */
  readonly step: Int32Array;
  readonly subsample: number;
  /** Name of the pool of each vantage point. */
  readonly poolNames: readonly string[];
}): { node: Uint32Array; nodeNames: string[] } {
  const { hosts, host, step, subsample, poolNames } = input;
  const seen = new Uint32Array(hosts.length);
  for (let row = 0; row < host.length; row++) if (step[row]! < 0) seen[host[row]!]!++;

  const nodeNames: string[] = [];
  const nodeOf = new Uint32Array(hosts.length);
  for (const [vantage, poolName] of poolNames.entries()) {
    const members = [...hosts.keys()]
      .filter((h) => hosts[h]!.vantage === vantage)
      .sort((a, b) => (hosts[a]!.name < hosts[b]!.name ? -1 : 1));
    const pooled = members.filter((h) => seen[h]! < subsample);
    for (const h of members) {
      if (seen[h]! >= subsample) nodeOf[h] = nodeNames.push(hosts[h]!.name) - 1;
    }
    if (pooled.length > 0) {
      const pool = nodeNames.push(poolName) - 1;
      for (const h of pooled) nodeOf[h] = pool;
    }
  }
  return { node: host.map((h) => nodeOf[h]!), nodeNames };
}
