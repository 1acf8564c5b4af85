import { type Finding, failed, fine, skipped, warning } from '../doctor-check.ts';

interface FileDescriptorCheckOptions {
  readonly openFiles: number | null;
  readonly maxListeners: number;
  /** Whether these are the running server's figures; else they are those of a server that would be started from here. */
  readonly isRunning: boolean;
}

/** For pages, WebSockets, the database and files (docs/operations/limits.md). */
const BESIDE_LISTENERS = 256;
/** Where nobody has raised anything it is 1,024, and a good evening is more. */
const FEW = 4_096;

/** Do as many files fit as listeners are let in? */
export const checkFileDescriptors = (options: FileDescriptorCheckOptions): Finding => {
  const { openFiles, maxListeners, isRunning } = options;
  const who = isRunning ? 'The server' : 'A server that is started from here';
  if (openFiles === null) return skipped('The limit of open files cannot be read on this system.');
  const needed = maxListeners + BESIDE_LISTENERS;
  const figures = `${who} may have ${openFiles} open files and lets in up to ${maxListeners} listeners`;
  if (openFiles < needed) return failed(`${figures}: that needs ${needed}.`, adviceFor(needed));
  if (openFiles < FEW) return warning(`${figures}: not many for a good evening.`, adviceFor(FEW));
  return fine(`${figures}.`);
};

const adviceFor = (needed: number): string => {
  const limit = Math.max(65_536, needed);
  return [
    '# systemd, in [Service]',
    `LimitNOFILE=${limit}`,
    '# Compose, in the service',
    `ulimits: { nofile: { soft: ${limit}, hard: ${limit} } }`,
    '# a shell',
    `ulimit -n ${limit}`,
  ].join('\n');
};
