import { spawn } from 'node:child_process';

/** Something that a person has to change before we can go on; said without a stack. */
export class Refusal extends Error {
  exitCode = 1;
}

const SAY_EVERY_MS = 10_000;

/**
 * Runs a long step: a line when it begins, one now and then, one when it is done. What the command itself prints is
 * part of the refusal when it fails; `advice` is then the last sentence.
 */
export const runQuietly = async ({ title, advice, command, args, cwd, env = process.env }) => {
  const begin = performance.now();
  const seconds = () => Math.round((performance.now() - begin) / 1000);
  console.log(`${title} …`);
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ticking = setInterval(() => console.log(`  still at it after ${seconds()} s`), SAY_EVERY_MS);
  const forward = forwardSignals(child);
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const end = await endOf(child);
  clearInterval(ticking);
  forward.stop();
  child.stdout.destroy();
  child.stderr.destroy();
  if (forward.signal !== null) throw Object.assign(new Refusal(`${title}: interrupted.`), { exitCode: 130 });
  if (end === 0) {
    console.log(`  done in ${seconds()} s`);
    return;
  }
  throw new Refusal(
    `${Buffer.concat(output)}\n${title}: failed after ${seconds()} s (${[command, ...args].join(' ')}: ${end}). ${advice}`,
  );
};

/** The exit code, or else a word about the end. */
const endOf = (child) =>
  new Promise((settle) => {
    child.once('error', (error) => settle(error.message));
    child.once('close', (code, signal) => settle(code ?? signal));
    // A service that the command started may keep its output open for ever.
    child.once('exit', (code, signal) => setTimeout(() => settle(code ?? signal), 1_000).unref());
  });

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** An interrupted step ends as a whole: the child is told, and we go on to release what we hold. */
const forwardSignals = (child) => {
  const tell = (signal) => {
    forward.signal = signal;
    child.kill(signal);
  };
  const forward = {
    signal: null,
    stop: () => {
      for (const signal of SIGNALS) process.off(signal, tell);
    },
  };
  for (const signal of SIGNALS) process.on(signal, tell);
  return forward;
};
