import { short } from '../choose/index.js';
import { parameterNotes } from '../choose/notes.js';
import type { Context } from '../context.js';
import { html, type Section, table } from '../page/index.js';

/** Values of a factor that are written out. */
const WRITTEN = 16;

/** What varies between the designs, and what it means. */
export function factorsSection({ factors, sweep }: Context): Section | undefined {
  if (factors.length === 0) return undefined;
  const notes = parameterNotes(sweep);
  return {
    id: 'parameters',
    title: 'What varied',
    body: table(
      'Parameters that differ between designs',
      [{ title: 'Parameter' }, { title: 'Values' }, { title: 'Meaning' }],
      factors.map(({ path, levels, isNumeric, followers }) => [
        [
          html`<code>${short(path, 80)}</code>`,
          followers.map(
            (other) =>
              html`<span class="range">and <code>${short(other, 80)}</code>, which goes with it</span>`,
          ),
        ],
        levels.length <= WRITTEN
          ? levels.map(({ label }) => label).join(', ')
          : isNumeric
            ? `${levels.length} values from ${levels[0]!.label} to ${levels.at(-1)!.label}`
            : `${levels
                .slice(0, WRITTEN)
                .map(({ label }) => label)
                .join(', ')} and ${levels.length - WRITTEN} others`,
        notes(path) ?? '',
      ]),
    ),
  };
}
