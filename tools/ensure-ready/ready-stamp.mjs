import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** In node_modules: whoever removes that folder makes everything stale. */
const fileOf = (root, name) => join(root, 'node_modules', '.livestreamer', name);

/** Whether `name` was last finished in the state that `fingerprint` tells. */
export const isStamped = (root, name, fingerprint) => {
  try {
    return readFileSync(fileOf(root, name), 'utf8') === fingerprint;
  } catch {
    return false;
  }
};

/** Notes that `name` is finished in this state. */
export const stamp = (root, name, fingerprint) => {
  const file = fileOf(root, name);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, fingerprint);
  } catch (error) {
    // Somebody else's folder that holds all we need: then we look again each time.
    if (error.code !== 'EACCES' && error.code !== 'EROFS') throw error;
  }
};

export const unstamp = (root, name) => rmSync(fileOf(root, name), { force: true });
