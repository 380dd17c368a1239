import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run, say } from './command.mjs';
import { links, members, wheels } from './library.mjs';

/**
 * Downloads this platform's wheel, checks its hash and unpacks the library into `deps`.
 *
 * @param {string} deps folder to fill: lib/ and include/
 * @param {string} scratch empty folder for the download
 * @param {string} [platform]
 * @throws {Error} where there is no wheel, no pip, no network, or the file is not the one that was pinned
 */
export async function libraryFromWheel(deps, scratch, platform = `${process.platform}-${process.arch}`) {
  const wheel = wheels[platform];
  if (!wheel) throw new Error(`no TensorFlow wheel is known for ${platform}`);
  const python = await findPython();
  say(`native TensorFlow: downloading ${wheel.requirement} (232 MB) with pip`);
  const options = ['--no-deps', '--only-binary=:all:', '--disable-pip-version-check', '--dest', scratch];
  try {
    await run(python, ['-m', 'pip', 'download', ...options, ...wheel.flags, wheel.requirement], {
      show: true,
    });
  } catch (cause) {
    throw new Error(`pip could not download ${wheel.requirement}, see above`, { cause });
  }
  const file = readdirSync(scratch).find((name) => name.endsWith('.whl'));
  if (file === undefined) throw new Error('pip reported success but left no wheel');
  const path = join(scratch, file);
  say('native TensorFlow: checking its SHA-256');
  await checkHash(path, wheel.sha256);
  say('native TensorFlow: unpacking');
  await unpack(python, path, deps);
}

/** @returns {Promise<string>} a Python 3 that has pip */
async function findPython() {
  for (const python of ['python3', 'python']) {
    try {
      await run(python, ['-m', 'pip', '--version'], { show: false });
      return python;
    } catch {
      // The next name may have it.
    }
  }
  throw new Error('no python3 with pip was found (Debian: apt-get install python3-pip)');
}

/**
 * @param {string} path
 * @param {string} expected hex
 * @throws {Error} where the file is another one
 */
export async function checkHash(path, expected) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const actual = hash.digest('hex');
  if (actual !== expected)
    throw new Error(`${path} has SHA-256 ${actual}, expected ${expected}: it was not used`);
}

/** Copies members out of a zip as streams; the library alone is 532 MB. Keys are names, or folders ending in "/". */
const unzip = `
import json, os, shutil, sys, zipfile
wheel, target, members = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
with zipfile.ZipFile(wheel) as archive:
    for name in (name for name in archive.namelist() if not name.endswith("/")):
        for member in members:
            start = member["from"]
            if name == start or (start.endswith("/") and name.startswith(start)):
                path = os.path.join(target, member["to"] + name[len(start):])
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with archive.open(name) as source, open(path, "wb") as out:
                    shutil.copyfileobj(source, out, 1 << 20)
`;

/**
 * @param {string} python
 * @param {string} wheel
 * @param {string} deps
 */
async function unpack(python, wheel, deps) {
  mkdirSync(deps, { recursive: true });
  await run(python, ['-c', unzip, wheel, deps, JSON.stringify(members)], { show: false });
  for (const { name, target } of links) symlinkSync(target, join(deps, name));
}
