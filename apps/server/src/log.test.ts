import { expect, test } from 'vitest';
import { createLog } from './log.ts';

const logTo = (format: 'pretty' | 'json') => {
  const lines: string[] = [];
  return { lines, log: createLog({ level: 'info', format, write: (line) => lines.push(line) }) };
};

test('an entry for programs is one object a line, with time, level, fields and the sentence', () => {
  const { lines, log } = logTo('json');
  log.info({ station: 'radio' }, 'A show began.');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines.join())).toEqual({
    time: expect.stringMatching(/^\d{4}-.+Z$/),
    level: 'info',
    station: 'radio',
    msg: 'A show began.',
  });
});

test('an entry for people is a sentence with its fields, and warnings say so', () => {
  const { lines, log } = logTo('pretty');
  log.warn({ station: 'radio', left: 3 }, 'A source was lost.');
  expect(lines.join()).toMatch(/^\d\d:\d\d:\d\d Warning: A source was lost\. \(station=radio, left=3\)\n$/);
});

test.each(['pretty', 'json'] as const)('an error comes with its stack and its cause (%s)', (format) => {
  const { lines, log } = logTo(format);
  log.error({ err: new Error('outer', { cause: new Error('inner') }) }, 'Something broke.');
  expect(lines.join()).toContain('outer');
  expect(lines.join()).toContain('inner');
  expect(lines.join()).toContain('log.test.ts');
});

test('what is less important than the level is left out', () => {
  const { lines, log } = logTo('json');
  log.debug({}, 'Detail.');
  expect(lines).toEqual([]);
});

test('a secret that is logged by mistake does not get into the log', () => {
  const { lines, log } = logTo('json');
  log.info(
    { password: 'hunter2', request: { cookie: 'hunter2', authorization: 'hunter2' }, token: 'hunter2' },
    'Oops.',
  );
  expect(lines.join()).not.toContain('hunter2');
});

test('of an error there is what says where it comes from, and nothing of the row that it is about', () => {
  const { lines, log } = logTo('json');
  const fields = { code: '23502', table_name: 'account', detail: 'Failing row contains (zoe@radio.example, hunter2)' };
  const error = Object.assign(new Error('null value'), fields, { parameters: ['hunter2'], query: 'hunter2' });
  log.error({ err: new AggregateError([error, new Error('another')], 'Both failed.', { cause: error }) }, 'Oops.');
  log.error({ err: error }, 'Oops.');
  log.error({ err: 'no error at all' }, 'Oops.');
  expect(lines.join()).not.toContain('hunter2');
  expect(JSON.parse(lines[0] ?? '').err).toMatchObject({ errors: [{ code: '23502' }, { message: 'another' }] });
  expect(JSON.parse(lines[1] ?? '').err).toMatchObject({ type: 'Error', code: '23502', table_name: 'account' });
  expect(JSON.parse(lines[2] ?? '').err).toBe('no error at all');
});
