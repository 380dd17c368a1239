import { join } from 'node:path';
import { writeDurably } from '../run/files.js';
import { sweepPaths } from '../sweep/folder.js';
import { factorsOf, groupingsOf, measuresOf } from './choose/index.js';
import type { Context } from './context.js';
import { Drawing } from './drawing.js';
import { header } from './header.js';
import { html, page, type Section } from './page/index.js';
import { ModelRows, readReported } from './read/index.js';
import { makeRoom } from './room.js';
import { sectionsFor } from './sections/index.js';
import { resampling } from './statistics/index.js';

export interface ReportOptions {
  /** Where it is written: a new or empty folder, or that of an earlier report; `report` in the sweep's folder where absent. */
  readonly to?: string | undefined;
  /** What differences are taken from: a design by its label or index, or a level of a factor as `path=value`. */
  readonly baseline?: string | undefined;
}

/** What was written. */
export interface WrittenReport {
  /** The page. */
  readonly page: string;
  /** How many figures it has; each lies beside it as SVG and as CSV. */
  readonly figures: number;
}

/**
 * Writes the report of a sweep, whatever state it is in: `index.html`, which needs no other file, `figures/*.svg` and
 * `data/*.csv`. The same results give the same bytes.
 *
 * @throws StarlingError for a folder that holds no sweep, a baseline that there is not, and a place that holds other things
 */
export async function writeReport(folder: string, options: ReportOptions = {}): Promise<WrittenReport> {
  const { to = sweepPaths(folder).report, baseline } = options;
  const reported = readReported(folder);
  const designs = reported.sweep.designs.map(({ design }) => design);
  const factors = factorsOf(designs, reported.sweep.sample?.parameters);
  const rows = await ModelRows.open(folder);
  try {
    makeRoom(to);
    const drawing = new Drawing(to);
    const context: Context = {
      ...reported,
      designs,
      factors,
      measures: measuresOf(reported.outcomes, reported.sweep.thresholds),
      groupings: groupingsOf(designs, factors),
      resampling: resampling(reported.sweep.replications),
      rows,
      drawing,
      baseline,
    };
    const sections: Section[] = [];
    for (const sectionOf of sectionsFor(designs.length)) {
      const section = await sectionOf(context);
      if (section !== undefined) sections.push(section);
    }
    const { name, version } = reported.sweep;
    const foot = html`Made by Starling ${version}. Figures as SVG and their numbers as CSV lie beside this page.`;
    const path = join(to, 'index.html');
    writeDurably(path, page(`${name}: report`, header(context), sections, foot));
    return { page: path, figures: drawing.count };
  } finally {
    rows?.close();
  }
}
