import { Exit, StarlingError } from '../../../errors.js';
import type { Answer } from './exchange.js';

/** The oldest Ray that its API was tried with. */
const OLDEST = [2, 60] as const;

/** @throws StarlingError where an address is none of a head */
export function headAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url;
  throw new StarlingError(`expected the address of a Ray head's dashboard; got ${address}`, {
    code: Exit.usage,
    hint: 'it looks like http://127.0.0.1:8265, and is none of ray:// or of port 6379',
  });
}

/** Anybody who reaches a head without a token can run programs on every node. */
const TOKEN =
  'start the head with RAY_AUTH_MODE=token and RAY_AUTH_TOKEN (scripts/ray-local.sh does), and give Starling the same RAY_AUTH_TOKEN';

export const withoutToken = (place: string): StarlingError =>
  new StarlingError('there is no token for the Ray head', { code: Exit.usage, place, hint: TOKEN });

export const answersAnybody = (place: string): StarlingError =>
  new StarlingError('the Ray head answers anybody, with a token or without', { place, hint: TOKEN });

/** @throws StarlingError where a head's version is too old, or unreadable */
export function checkVersion(version: string, place: string): void {
  const [major = Number.NaN, minor = Number.NaN] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new StarlingError(`expected Ray ${OLDEST.join('.')} or newer; the head runs ${version}`, {
    place,
    hint: `install ray[default]>=${OLDEST.join('.')} on every node`,
  });
}

/** An answer that is none that was hoped for, for people. */
export function refusal(what: string, { status, text }: Answer, place: string): StarlingError {
  if (status === 401 || status === 403)
    return new StarlingError('the Ray head does not take the token', {
      place,
      hint: 'RAY_AUTH_TOKEN here must be the one that the head was started with',
    });
  return new StarlingError(`the Ray head ${what} (${status}): ${lastLine(text)}`, { place });
}

export const notRay = (place: string): StarlingError =>
  new StarlingError('what answers there does not speak as a Ray head does', {
    place,
    hint: `the address is that of the dashboard of Ray ${OLDEST.join('.')} or newer`,
  });

/** Of a Python traceback, what it came to. */
export function lastLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return (lines.filter((line) => /\w/.test(line)).at(-1) ?? 'no reason was given').slice(0, 500);
}
