import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from './quiet-command.mjs';

const LOOK_EVERY_MS = 200;
const GIVE_UP_AFTER_MS = 20 * 60_000;

/**
 * Runs `work` while no other process prepares the same clone. The lock is a file with the holder's process id; one whose
 * holder is gone (killed, machine restarted) counts for nothing.
 */
export const withReadyLock = async (root, work) => {
  const file = join(root, '.ensure-ready.lock');
  const giveUpAt = performance.now() + GIVE_UP_AFTER_MS;
  for (let told = false; !tryToTake(file); told = true) {
    const holder = holderOf(file);
    if (holder === null ? isForgotten(file) : !isAtWork(holder)) removeDeadLock(file, holder);
    if (holder !== null && !told)
      console.log(`Another command (process ${holder}) prepares this folder; waiting for it …`);
    if (performance.now() > giveUpAt)
      throw new Refusal(`Process ${holder} still holds ${file}. If it is nothing of ours, remove that file.`);
    await sleep(LOOK_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
};

const tryToTake = (file) => {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new Refusal(`This folder cannot be written (${error.message}). Run as the user whom it belongs to.`);
  }
};

/** The process id in the lock; null when it is gone, or not written yet. */
const holderOf = (file) => {
  try {
    return Number(readFileSync(file, 'utf8')) || null;
  } catch {
    return null;
  }
};

/** Whether a lock without a number has lain there longer than it takes to write one. */
const isForgotten = (file) => {
  const made = statSync(file, { throwIfNoEntry: false });
  return made !== undefined && Date.now() - made.mtimeMs > 5_000;
};

const isAtWork = (pid) => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  // The number may be another program's by now.
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('ensure-ready');
  } catch {
    return false;
  }
};

/** Moved away first: of several who found it dead only one gets to remove it, and never the lock of a new holder. */
const removeDeadLock = (file, holder) => {
  const dead = `${file}.${process.pid}`;
  try {
    renameSync(file, dead);
    if (holderOf(dead) === holder) rmSync(dead);
    else renameSync(dead, file);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
};
