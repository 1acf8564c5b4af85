import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { createLog } from './log.ts';
import { logWhatLibrariesPrint } from './log-libraries.ts';

const start = () => {
  const entries: Record<string, unknown>[] = [];
  const log = createLog({ level: 'info', format: 'json', write: (line) => void entries.push(JSON.parse(line)) });
  const printed = vi.fn();
  const console = { debug: printed, info: printed, log: printed, warn: printed, error: printed };
  const process = new EventEmitter();
  process.on('warning', printed);
  logWhatLibrariesPrint({ log, console, process });
  return { console, process, entries, printed };
};

test('what a library prints is an entry of the log, with its error', () => {
  const { console, entries, printed } = start();
  console.error('Retried 100 times, and still failed:', new Error('connect ECONNREFUSED'));
  console.log(new Error('by itself'));
  console.warn('first line\nand the second');
  expect(entries).toMatchObject([
    {
      level: 'warn',
      kind: 'library',
      msg: 'Retried 100 times, and still failed:',
      err: { message: 'connect ECONNREFUSED' },
    },
    { level: 'warn', msg: 'by itself', err: { message: 'by itself' } },
    { level: 'warn', msg: 'first line' },
  ]);
  expect(printed).not.toHaveBeenCalled();
});

test('a warning of Node is an entry of the log', () => {
  const { process, entries, printed } = start();
  process.emit(
    'warning',
    Object.assign(new Error('Possible leak of listeners.'), { name: 'MaxListenersExceededWarning' }),
  );
  expect(entries).toMatchObject([{ level: 'warn', kind: 'library', msg: 'Possible leak of listeners.' }]);
  expect(printed).not.toHaveBeenCalled();
});
