import { z } from 'zod';

/**
 * The parameters of the security model: one schema for scenario files, `--set`, JSON Schema and types.
 * Shares are given as decimals in 0…1 and decided on as parts per million (see `ppm`).
 */
const share = (text: string) => z.number().min(0).max(1).describe(text);
const count = (min: number, max: number, text: string) => z.int().min(min).max(max).describe(text);

const MAX_AGENTS = 1_000_000;

export const syntheticTraffic = z
  .strictObject({
    source: z.literal('synthetic'),
    records: count(1, 4096, 'Records a node receives in each step.').default(32),
    features: count(1, 1024, 'Features of a record.').default(8),
    roles: count(1, 64, 'Traffic profiles; node i plays role i mod roles.').default(4),
    spread: z
      .number()
      .min(0)
      .max(8)
      .describe('How far nodes of one role lie apart, in standard deviations of a record.')
      .default(1),
    campaigns: z
      .array(
        z.strictObject({
          start: count(0, 1_000_000, 'First step.'),
          steps: count(1, 1_000_000, 'How many steps it lasts.').default(1_000_000),
          nodes: share('Share of the nodes that it reaches at its widest.').default(0.3),
          spread: share(
            'Chance, per step, that an attacked node carries it to one of its neighbours.',
          ).default(0.2),
          rate: share('Share of an attacked node’s records that belong to the attack.').default(0.1),
          strength: z
            .number()
            .min(0)
            .max(16)
            .describe('Length per feature, in standard deviations.')
            .default(4),
          features: count(1, 1024, 'Features that the attack moves (all when absent).').optional(),
        }),
      )
      .max(250)
      .describe('Attack campaigns: they start at a node, spread over links and end.')
      .default([]),
  })
  .describe('Generated traffic: a profile per role, non-identical between nodes, with attack campaigns.');

const replay = {
  path: z
    .string()
    .min(1)
    .describe('Folder or file of the capture; relative to STARLING_DATA, else to the scenario file.')
    .optional(),
  step: z.number().positive().max(86_400).describe('Seconds of capture that make one step.').optional(),
  warmUp: z
    .number()
    .min(0)
    .max(86_400)
    .describe('Seconds from the capture’s first record that fill the windows.')
    .optional(),
};

export const westermoTraffic = z
  .strictObject({
    source: z.literal('westermo'),
    nodes: z
      .enum(['vantage', 'host'])
      .describe('A node is a vantage point, or a host (first source MAC) seen from one.')
      .default('vantage'),
    ...replay,
  })
  .describe('The Westermo network traffic data set (flows).');

export const nslKddTraffic = z
  .strictObject({
    source: z.literal('nsl-kdd'),
    split: z.enum(['train', 'test']).describe('Which file is replayed after the warm-up.').default('test'),
    partition: z
      .enum(['service', 'seeded'])
      .describe(
        'How rows are dealt to nodes: by service with a seeded remainder, or by a seeded non-identical draw.',
      )
      .default('service'),
    records: count(1, 4096, 'Records a node receives in each step.').default(32),
    path: replay.path,
  })
  .describe('NSL-KDD; it has no host column, so nodes are a seeded, non-identical partition.');

export const csvTraffic = z
  .strictObject({
    source: z.literal('csv'),
    file: z.string().min(1).describe('CSV with a header.'),
    time: z.string().min(1).describe('Column of the time, in seconds.'),
    host: z.string().min(1).describe('Column that names the node of a record.'),
    features: z
      .union([z.literal('numeric'), z.array(z.string().min(1)).min(1).max(1024)])
      .describe('Feature columns, or `numeric`: every other numeric column.')
      .default('numeric'),
    label: z.string().min(1).describe('Column of the truth label; read for scoring only.').optional(),
    normal: z
      .array(z.string())
      .describe('Labels that mean normal traffic.')
      .default(['0', 'normal', 'Normal']),
    ignore: z.array(z.string()).describe('Labels that are replayed but not scored.').default([]),
    step: replay.step,
    warmUp: replay.warmUp,
  })
  .describe('Any CSV, by a mapping of its columns.');

export const traffic = z.discriminatedUnion('source', [
  syntheticTraffic,
  westermoTraffic,
  nslKddTraffic,
  csvTraffic,
]);

export const detector = z.strictObject({
  trees: count(1, 1024, 'Isolation trees a forest (T).').default(100),
  subsample: count(
    2,
    4096,
    'Records a tree is fitted on (ψ); a node detects nothing before its window holds as many.',
  ).default(256),
  window: count(2, 65_536, 'Records a node keeps for training.').default(256),
  threshold: z
    .number()
    .gt(0)
    .lt(1)
    .describe('Fixed anomaly score above which a record is flagged; without it, contamination decides.')
    .optional(),
  contamination: share(
    'A record is flagged above the (1 − contamination) quantile of the node’s own window at each fit.',
  ).default(0.02),
  suspect: share('Quantile of the window’s scores above which a record is suspect.').default(0.9),
  suspects: count(
    1,
    4096,
    'Strongest suspects that a node remembers (m), for as long as a proposal may wait (consensus.ttl).',
  ).default(32),
  refit: z
    .strictObject({
      every: count(0, 1_000_000, 'Every node refits each so many steps; 0: never by the clock.').default(10),
      onAccept: z.boolean().describe('Nodes that learn an accepted signature refit.').default(true),
    })
    .prefault({}),
});

export const signatures = z.strictObject({
  frame: z
    .enum(['shared', 'own-centre'])
    .describe(
      'Where directions are compared: one published frame, or each node’s own median with the shared spread. Default: own-centre for synthetic traffic, shared for captures.',
    )
    .optional(),
  similarity: z
    .number()
    .min(0.5)
    .max(0.98)
    .describe('Cosine from which two directions are similar (θ).')
    .default(0.9),
  match: z
    .enum(['direction', 'gated'])
    .describe('Whether a match asks for the direction alone, or also that the record is suspect.')
    .default('direction'),
  merge: z.number().min(0.5).max(0.98).describe('Cosine from which proposals are merged.').default(0.95),
  group: count(2, 4096, 'Fewest flagged records that make a signature.').default(2),
  propose: z
    .enum(['flagged', 'suspect'])
    .describe(
      'Which records become signatures: the flagged ones, or all suspects, for the peers to tell apart.',
    )
    .default('flagged'),
  perStep: count(1, 64, 'Most signatures a node proposes in a step (k).').default(2),
});

export const consensus = z.strictObject({
  rule: z.enum(['majority', 'reputation']).describe('How votes decide.').default('majority'),
  quorum: share('Share of the other nodes whose confirms (or rejects) decide; at least one.').default(0.02),
  tolerated: share('A node rejects a signature that matches more than this share of its own window.').default(
    0.01,
  ),
  persistence: share(
    'A node takes matches in its window for normal traffic only where they spread over more than this share of the steps that the window spans: normal traffic recurs, a campaign is a burst.',
  ).default(0.4),
  ballot: count(1, 1024, 'Most canonical signatures voted on in a step.').default(64),
  ttl: count(1, 1_000_000, 'Steps after which an undecided proposal expires.').default(5),
});

export const learning = z.strictObject({
  veto: share('A node applies only entries that match at most this share of its own window.').default(0.05),
  persistence: share('As in consensus, for the veto.').default(0.6),
  provisional: z
    .boolean()
    .describe('Whether authors apply their own proposals while these are pending.')
    .default(false),
  revoke: share('An entry is revoked when more than this share of the reachable nodes veto it.').default(0.5),
  maxAge: count(1, 1_000_000, 'Steps after which an entry leaves the blacklist.').optional(),
});

export const network = z.strictObject({
  topology: z.enum(['full', 'small-world', 'scale-free', 'k-regular', 'file']).default('full'),
  degree: count(1, 1024, 'Links a node has (small-world, k-regular) or brings (scale-free).').default(4),
  rewire: share('Chance that a small-world link is rewired.').default(0.1),
  file: z.string().min(1).describe('Edge list, CSV with the columns source, target.').optional(),
  latency: count(0, 1000, 'Steps between a signature’s broadcast and its arrival.').default(0),
  loss: share('Chance that a signature does not reach one peer.').default(0),
});

const nodeSelection = {
  nodes: z
    .union([share('Share of the nodes, drawn by seed.'), z.array(count(0, MAX_AGENTS, 'Node index.')).min(1)])
    .describe('A share of the nodes, or their indices.'),
};

export const faults = z.strictObject({
  byzantine: z
    .array(
      z.strictObject({
        behaviour: z.enum(['always-yes', 'always-no', 'random', 'colluding']),
        ...nodeSelection,
      }),
    )
    .default([]),
  outages: z
    .array(
      z.strictObject({
        ...nodeSelection,
        start: count(0, 1_000_000, 'First step offline.'),
        steps: count(1, 1_000_000, 'Steps offline.'),
      }),
    )
    .default([]),
  coordinatorOutages: z
    .array(
      z.strictObject({ start: count(0, 1_000_000, 'First step.'), steps: count(1, 1_000_000, 'Steps.') }),
    )
    .describe('Outages of the centralised arm’s coordinator.')
    .default([]),
  partitions: z
    .array(
      z.strictObject({
        start: count(0, 1_000_000, 'First step.'),
        steps: count(1, 1_000_000, 'Steps until the links heal.'),
        parts: z.union([
          count(2, 64, 'Equal parts, by node index.'),
          z.array(z.array(count(0, MAX_AGENTS, 'Node index.')).min(1)).min(2),
        ]),
      }),
    )
    .default([]),
  voteLoss: share('Chance that one vote is lost.').default(0),
});

export const sharing = z.enum(['none', 'decentralised', 'centralised']);

export const securityParameters = z.strictObject({
  agents: count(1, MAX_AGENTS, 'Nodes; a capture brings its own where this is absent.').optional(),
  steps: count(1, 1_000_000, 'Steps; a capture runs to its end where this is absent.').optional(),
  seed: z
    .union([z.int().min(0).max(Number.MAX_SAFE_INTEGER), z.string().min(1).max(256)])
    .describe('Seed of the run; one is chosen, shown and stored where it is absent.')
    .optional(),
  sharing: sharing.describe('What nodes share.').default('decentralised'),
  traffic: traffic.prefault({ source: 'synthetic' }),
  detector: detector.prefault({}),
  signatures: signatures.prefault({}),
  consensus: consensus.prefault({}),
  learning: learning.prefault({}),
  network: network.prefault({}),
  faults: faults.prefault({}),
});

export type Sharing = z.infer<typeof sharing>;
export type SecurityParameters = z.infer<typeof securityParameters>;
export type SyntheticTrafficParameters = z.infer<typeof syntheticTraffic>;
export type TrafficParameters = z.infer<typeof traffic>;
