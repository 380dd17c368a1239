import { type Judge, Verdict } from '../../judge.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { LANES } from './rows.js';

const judging = program({
  name: 'judge',
  columns: {
    starts: 'u32 in',
    lengths: 'u32 in',
    anomalous: 'u8 in',
    suspect: 'u8 in',
    listed: 'i32 in?',
    provisional: 'i32 in?',
    directions: 'i8 in',
    verdicts: 'u8 out',
    passed: 'u8 out',
  },
  parameters: ['features', 'wanted'],
  lanes: LANES,
  code: `
fn hasDirection(row: u32) -> bool {
  for (var f = 0u; f < features(); f++) { if (directions(row * features() + f) != 0) { return true; } }
  return false;
}

fn run(g: u32, lane: u32) {
  for (var i = lane; i < lengths(g); i += ${LANES}u) {
    let row = starts(g) + i;
    let isListed = has_listed() && listed(row) >= 0;
    let isOwn = has_provisional() && provisional(row) >= 0;
    let isFlagged = isListed || isOwn || anomalous(row) == 1u;
    var verdict = select(0u, ${Verdict.anomalous}u, anomalous(row) == 1u) | select(0u, ${Verdict.suspect}u, suspect(row) == 1u);
    let isWanted = !isListed && (verdict & wanted()) != 0u;
    verdict |= select(0u, ${Verdict.flagged}u, isFlagged) | select(0u, ${Verdict.listed}u, isListed);
    if (isWanted && hasDirection(row)) { verdict |= ${Verdict.proposable}u; }
    set_verdicts(row, verdict);
    set_passed(row, select(1u, 0u, isFlagged));
  }
}`,
});

/** `Kernels.judge`: a workgroup a group, its lanes take turns at the rows. */
export function judge(gpu: Gpu, job: Judge): void {
  const { groups, features, anomalous, suspect, listed, provisional, directions, verdicts, passed } = job;
  const { slots, starts, lengths } = groups;
  gpu.run(judging, {
    columns: {
      starts,
      lengths,
      anomalous,
      suspect,
      listed,
      provisional,
      directions,
      verdicts,
      passed,
    },
    parameters: {
      features,
      wanted: Verdict.anomalous | (job.proposesSuspects ? Verdict.suspect : 0),
    },
    items: slots.length,
  });
}
