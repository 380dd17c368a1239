import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The token that Ray's own programs would use: RAY_AUTH_TOKEN, or else what the file RAY_AUTH_TOKEN_PATH holds, or else
 * `~/.ray/auth_token`. Undefined where there is none.
 */
export function rayToken(
  variables: Readonly<Record<string, string | undefined>>,
  home: string = homedir(),
): string | undefined {
  const given = variables['RAY_AUTH_TOKEN']?.trim();
  if (given) return given;
  const path = variables['RAY_AUTH_TOKEN_PATH']?.trim() || join(home, '.ray', 'auth_token');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() || undefined : undefined;
}
