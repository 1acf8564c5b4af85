import type { Logger } from './platform/index.ts';

interface LibraryLogOptions {
  readonly log: Logger;
  readonly console: Record<'debug' | 'info' | 'log' | 'warn' | 'error', (...args: unknown[]) => void>;
  readonly process: NodeJS.EventEmitter;
}

/** What libraries and Node itself would print past the log becomes entries of it, so that each line can be read by a program. */
export const logWhatLibrariesPrint = ({ log, console, process }: LibraryLogOptions): void => {
  const warn = (fields: object, message: unknown): void =>
    log.warn({ kind: 'library', ...fields }, String(message).split('\n', 1)[0] ?? '');

  const onPrint = (message: unknown, ...rest: unknown[]): void => {
    const error = [message, ...rest].find((it) => it instanceof Error);
    warn(error ? { err: error } : {}, message instanceof Error ? message.message : message);
  };
  for (const method of ['debug', 'info', 'log', 'warn', 'error'] as const) console[method] = onPrint;

  // Node's own listener prints.
  process.removeAllListeners('warning');
  process.on('warning', (warning: Error) => warn({ err: warning }, warning.message));
};
