import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run, say } from './command.mjs';
import { links } from './library.mjs';

/**
 * Downloads this platform's wheels, checks their hashes and unpacks the library into `deps`, one wheel after the
 * other: the disk never holds more than one beside what was unpacked.
 *
 * @param {import('./library.mjs').Library} library
 * @param {string} deps folder to fill: lib/ and include/
 * @param {string} scratch empty folder for the downloads
 * @param {string} [platform]
 * @throws {Error} where there is no wheel, no pip, no network, or a file is not the one that was pinned
 */
export async function libraryFromWheels(
  { title, wheels },
  deps,
  scratch,
  platform = `${process.platform}-${process.arch}`,
) {
  const ours = wheels[platform];
  if (!ours) throw new Error(`no TensorFlow wheel is known for ${platform}`);
  const python = await findPython();
  mkdirSync(deps, { recursive: true });
  for (const [i, wheel] of ours.entries()) {
    const which = ours.length === 1 ? '' : ` (${i + 1} of ${ours.length})`;
    say(`${title}: downloading ${wheel.requirement}${which}, ${wheel.megabytes} MB, with pip`);
    const path = await download(python, wheel, scratch);
    say(`${title}: checking its SHA-256 and unpacking`);
    await checkHash(path, wheel.sha256);
    await run(python, ['-c', unzip, path, deps, JSON.stringify(wheel.members)], { show: false });
    rmSync(path);
  }
  for (const { name, target } of links) symlinkSync(target, join(deps, name));
}

/**
 * @param {string} python
 * @param {import('./library.mjs').Wheel} wheel
 * @param {string} scratch
 * @returns {Promise<string>} the file
 */
async function download(python, { requirement, flags }, scratch) {
  const options = ['--no-deps', '--only-binary=:all:', '--disable-pip-version-check', '--dest', scratch];
  try {
    await run(python, ['-m', 'pip', 'download', ...options, ...flags, requirement], { show: true });
  } catch (cause) {
    throw new Error(`pip could not download ${requirement}, see above`, { cause });
  }
  const file = readdirSync(scratch).find((name) => name.endsWith('.whl'));
  if (file === undefined) throw new Error('pip reported success but left no wheel');
  return join(scratch, file);
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

/**
 * Copies members out of a zip as streams; a library alone is 0.5 to 1.2 GB. Keys are names, or folders ending in "/".
 * A member that the wheel lacks is an error: the pins and what they pin belong together.
 */
const unzip = `
import json, os, shutil, sys, zipfile
wheel, target, members = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
with zipfile.ZipFile(wheel) as archive:
    files = [info for info in archive.infolist() if not info.is_dir()]
    for member in members:
        start = member["from"]
        taken = [f for f in files if f.filename == start or (start.endswith("/") and f.filename.startswith(start))]
        if not taken:
            sys.exit("error: " + os.path.basename(wheel) + " holds no " + start)
        for info in taken:
            path = os.path.join(target, member["to"] + info.filename[len(start):])
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with archive.open(info) as source, open(path, "wb") as out:
                shutil.copyfileobj(source, out, 1 << 20)
            # What may be executed stays so.
            if info.external_attr >> 16 & 0o100:
                os.chmod(path, 0o755)
`;
