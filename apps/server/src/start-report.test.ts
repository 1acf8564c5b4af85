import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { localUrl, startReport, throwListenProblem } from './start-report.ts';

const base = { port: 8000, setUpToken: null, openFiles: 20_000, maxListeners: 19_744 };

test('a new server on a laptop says where it is, what it runs on, and how to make the first account', () => {
  const config = readConfig({ DATA_DIR: '/srv/radio' });
  expect(startReport({ ...base, config, setUpToken: 'abc' })).toEqual({
    sentences: [
      'The database is an embedded PostgreSQL in /srv/radio/postgres. Live state is kept in this process.',
      'Up to 19744 can listen at once. The limit of open files is 20000.',
      'LiveStreamer is ready at http://localhost:8000',
    ],
    setUpLink: 'Make the first account with this link; it is good once: http://localhost:8000/setup?token=abc',
  });
});

test('a server that is set up says its public address, and no passwords', () => {
  const config = readConfig({
    PUBLIC_URL: 'https://radio.example',
    DATABASE_URL: 'postgres://me:hunter2@db:5432/radio',
    REDIS_URL: 'redis://:hunter2@cache:6379/1',
  });
  expect(startReport({ ...base, config, openFiles: null })).toEqual({
    sentences: [
      'The database is PostgreSQL at db:5432/radio. Live state is in Redis at cache:6379/1.',
      'Up to 19744 can listen at once.',
      'LiveStreamer is ready at https://radio.example',
    ],
    setUpLink: null,
  });
});

test.each([
  ['0.0.0.0', 'http://127.0.0.1:80'],
  ['::', 'http://127.0.0.1:80'],
  ['::1', 'http://[::1]:80'],
  ['10.0.0.5', 'http://10.0.0.5:80'],
])('a server on %s is reached at %s', (host, url) => {
  expect(localUrl(host, 80)).toBe(url);
});

test('a port that is taken is told in a sentence', () => {
  const taken = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE' });
  expect(() => throwListenProblem({ host: '0.0.0.0', port: 8000 })(taken)).toThrow(
    'The server cannot listen on 0.0.0.0 port 8000: another program already listens there. Stop it, or set PORT.',
  );
});
