/** Attributes that say nothing in a picture that is read as one. */
const IDLE = / (?:class|role|aria-[a-z]+|pointer-events|xmlns:xlink|version|stroke-miterlimit)="[^"]*"/g;
/** Attributes whose numbers are places and lengths. */
const PLACES = / (?:d|transform|x|y|x1|x2|y1|y2|cx|cy|width|height)="[^"]*"/g;

/** Vega's SVG without what nobody reads, places in hundredths of a pixel, and names that no other figure of the page has. */
export function tidied(svg: string, id: string): string {
  return svg
    .replace(/<[^>]+>/g, (tag) =>
      tag
        .replace(IDLE, '')
        .replace(PLACES, (attribute) => attribute.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, hundredths))
        .replace(/ id="([^"]+)"/, ` id="${id}-$1"`)
        .replace(/url\(#([^)]+)\)/g, `url(#${id}-$1)`),
    )
    .replace(/<path aria-hidden="true"[^>]*\/>/g, '')
    .replace(/<path d="M0,0h0v0h0Z"[^>]*\/>/g, '')
    .replace(/<path d=""[^>]*\/>/g, '');
}

const hundredths = (number: string): string => String(Math.round(Number(number) * 100) / 100 + 0);
