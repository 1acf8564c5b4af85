import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './quiet-command.mjs';
import { isStamped, stamp } from './ready-stamp.mjs';

const STAMP = 'packages';

/** Whether `node_modules` holds what `package-lock.json` says. */
export const packagesAreInstalled = (root) => {
  const fingerprint = lockFingerprint(root);
  if (isStamped(root, STAMP, fingerprint)) return true;
  if (!npmInstalledThis(root)) return false;
  stamp(root, STAMP, fingerprint);
  return true;
};

/** `npm ci`, with the tools for building whatever NODE_ENV says. */
export const installPackages = async (root) => {
  const fingerprint = lockFingerprint(root);
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  await runQuietly({
    title: 'Installing the packages with npm ci (about a minute)',
    advice:
      'Is the registry reachable, and is there room on the disk? If files belong to another user, remove node_modules as that user.',
    ...(npm ? { command: process.execPath, args: [npm, ...args] } : { command: 'npm', args }),
    cwd: root,
  });
  stamp(root, STAMP, fingerprint);
};

const lockFingerprint = (root) =>
  createHash('sha256')
    .update(`${process.platform}-${process.arch}\n`)
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** Somebody ran `npm ci` by hand: npm writes what it installed into a lock file of its own, last of all. */
const npmInstalledThis = (root) => {
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (installed === null) return false;
  const wanted = packagesIn(join(root, 'package-lock.json')) ?? {};
  const same = ([path, { version, integrity }]) =>
    wanted[path]?.version === version && wanted[path]?.integrity === integrity;
  // The root has no entry there; packages for other platforms are optional.
  const missing = ([path, { optional }]) => path !== '' && !optional && !(path in installed);
  return Object.entries(installed).every(same) && !Object.entries(wanted).some(missing);
};

const packagesIn = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return null;
  }
};
