/** Whether work was done for these very files already: one hash over their paths and contents. */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Tests and notes are in no build. */
const IS_BUILT = (/** @type {string} */ name) => !/\.test\.tsx?$|\.md$/.test(name) && !name.startsWith('.');

/** @param {string} at @returns {string[]} */
function filesUnder(at) {
  let stat;
  try {
    stat = lstatSync(at);
  } catch {
    return [];
  }
  if (!stat.isDirectory()) return [at];
  return readdirSync(at)
    .filter(IS_BUILT)
    .sort()
    .flatMap((name) => filesUnder(path.join(at, name)));
}

/**
 * @param {string[]} paths  files and folders; a missing one counts as empty
 * @param {string[]} [facts]  what else the result depends on
 * @returns {string}
 */
export function fingerprint(paths, facts = []) {
  const hash = createHash('sha256');
  for (const fact of facts) hash.update(`${fact}\0`);
  for (const file of paths.flatMap(filesUnder)) {
    hash.update(`${path.relative('.', file)}\0`);
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}
