import { reachableBound } from '../../matching/bound.js';
import type { LeaderClusters } from '../../matching/jobs.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { leading } from './leaders.js';
import { productOf } from './products.js';

/** There is one workgroup, so it is a large one. */
const MANY = 256;

const clustering = program({
  name: 'leaderClusters',
  columns: { rows: 'i8 in', out: 'i32 out' },
  parameters: ['features', 'bound', 'count'],
  lanes: MANY,
  code: `
${productOf('rows', 'rows')}
fn alike(i: u32, j: u32) -> bool { return product(i * features(), j * features()) >= i32(bound()); }
fn leader_of(i: u32) -> i32 { return out(i); }
fn set_leader(i: u32, l: i32) { set_out(i, l); }
${leading(MANY)}
fn run(item: u32, lane: u32) { find_leaders(count(), lane); }`,
});

/** `Kernels.leaderClusters`: one workgroup, leader by leader. */
export function leaderClusters(gpu: Gpu, job: LeaderClusters): void {
  const { rows, features, out } = job;
  const count = rows.length / features;
  gpu.run(clustering, {
    columns: { rows, out },
    parameters: { features, bound: reachableBound(job), count },
    items: count === 0 ? 0 : 1,
  });
}
