import type { TopLevelSpec } from 'vega-lite';
import { escaped } from '../page/index.js';
import { CONFIG } from './config.js';
import { tidied } from './tidy.js';

/** A Vega-Lite specification without its configuration. */
export type Spec = Readonly<Record<string, unknown>>;

/** What a figure shows, and what it says in words. */
export interface Picture {
  /** Unique in a page: letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  /** What is to be seen, for those who can't see it. */
  readonly description: string;
  readonly spec: Spec;
}

/** The SVG of a figure: the same text wherever it is made, with its title and description within. */
export async function rendered({ id, title, description, spec }: Picture): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  const logger = vega.logger(vega.Error);
  const compiled = vegaLite.compile({ ...spec, config: CONFIG } as unknown as TopLevelSpec, { logger });
  const view = new vega.View(vega.parse(compiled.spec), { renderer: 'none', logger });
  try {
    const svg = tidied(await view.toSVG(), id);
    const [, size] = /^<svg[^>]*? (width="[\d.]+" height="[\d.]+" viewBox="[^"]*")>/.exec(svg)!;
    const head = `<title id="${id}-t">${escaped(title)}</title><desc id="${id}-d">${escaped(description)}</desc>`;
    const open = `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="${id}-t ${id}-d">`;
    return open + head + svg.slice(svg.indexOf('>') + 1);
  } finally {
    view.finalize();
  }
}
