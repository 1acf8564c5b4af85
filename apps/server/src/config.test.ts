import { expect, test } from 'vitest';
import { ConfigError, type Environment, firstAdminOf, mailFromOf, readConfig, SETTINGS } from './config.ts';

const problemsOf = (env: Environment): readonly string[] => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://radio:secret@db/radio',
  REDIS_URL: 'redis://cache:6379/0',
  SMTP_URL: 'smtp://radio:secret@mail:587',
  SESSION_SECRET: 'x'.repeat(32),
  PUBLIC_URL: 'https://radio.example',
};

test('an empty environment gives a server that needs nothing else', () => {
  expect(readConfig({})).toMatchObject({
    host: '0.0.0.0',
    port: 8000,
    dataDir: './data',
    databaseUrl: null,
    redisUrl: null,
  });
});

test('an empty variable counts as unset', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ', PUBLIC_URL: '' })).toEqual(readConfig({}));
});

test('every setting has a name of its own, one sentence, and a default that it accepts itself', () => {
  const settings = Object.values(SETTINGS);
  expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
  for (const { name, sentence, parse, default: without } of settings) {
    expect(name).toMatch(/^[A-Z][A-Z_]+$/);
    expect(sentence).toMatch(/^\S.*\.$/);
    if (without !== null) expect(() => parse(without)).not.toThrow();
  }
});

test('everything that is wrong is told at once', () => {
  const env = {
    PORT: 'eighty',
    DATABASE_URL: 'mysql://x/y',
    PUBLIC_URL: 'https://radio.example/path',
    SESSION_SECRET: 'short',
  };
  expect(problemsOf(env)).toEqual([
    'PORT must be a whole number from 0 to 65535, not "eighty".',
    'PUBLIC_URL must end after the host and port, like https://radio.example.',
    'DATABASE_URL must be an address that begins with postgres:// or postgresql://.',
    'SESSION_SECRET must have at least 32 characters; it has 5.',
  ]);
});

test('what is wrong with a secret is told without the secret', () => {
  const env = {
    SESSION_SECRET: 'hunter2',
    DATABASE_URL: 'pg//me:hunter2@db',
    ADMIN_USERNAME: 'a',
    ADMIN_EMAIL: 'b',
    ADMIN_PASSWORD: 'hunter2',
  };
  const problems = problemsOf(env);
  expect(problems).toHaveLength(5);
  expect(problems.join()).not.toContain('hunter2');
});

test.each(['DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'SESSION_SECRET', 'PUBLIC_URL'])(
  'production without %s is refused, and says why',
  (name) => {
    expect(problemsOf(PRODUCTION)).toEqual([]);
    const [problem, ...others] = problemsOf({ ...PRODUCTION, [name]: '' });
    expect(problem).toMatch(new RegExp(`^${name} must be set when NODE_ENV is production: .+\\.$`));
    expect(others).toEqual([]);
  },
);

test('the first admin needs all three settings', () => {
  const admin = { ADMIN_USERNAME: 'zoe', ADMIN_EMAIL: 'zoe@radio.example', ADMIN_PASSWORD: 'correct horse' };
  expect(firstAdminOf(readConfig(admin))).toEqual({
    username: 'zoe',
    email: 'zoe@radio.example',
    password: 'correct horse',
    stationName: 'Radio',
  });
  const spaced = { ...admin, ADMIN_USERNAME: ' zoe ', ADMIN_PASSWORD: ' correct horse ' };
  expect(firstAdminOf(readConfig(spaced)), 'spaces are part of a password and of nothing else').toMatchObject({
    username: 'zoe',
    password: ' correct horse ',
  });
  expect(firstAdminOf(readConfig({}))).toBeNull();
  expect(problemsOf({ ADMIN_USERNAME: 'zoe' })).toEqual([
    'ADMIN_EMAIL must be set too: the first admin needs ADMIN_USERNAME, ADMIN_EMAIL, ADMIN_PASSWORD.',
    'ADMIN_PASSWORD must be set too: the first admin needs ADMIN_USERNAME, ADMIN_EMAIL, ADMIN_PASSWORD.',
  ]);
});

test.each([
  ['10.0.0.0/8, 192.168.1.7,::1/128', ['10.0.0.0/8', '192.168.1.7', '::1/128']],
  ['loopback', ['loopback']],
])('TRUSTED_PROXIES takes %s', (text, ranges) => {
  expect(readConfig({ TRUSTED_PROXIES: text }).trustedProxies).toEqual(ranges);
});

test.each(['everybody', '10.0.0.0/33', '1.2.3.4/8/9', '10.0.0.0/', '1.2.3.4,'])(
  'TRUSTED_PROXIES refuses %s',
  (text) => {
    expect(problemsOf({ TRUSTED_PROXIES: text })).toHaveLength(1);
  },
);

test('a slice is a number of milliseconds or chosen by the server', () => {
  expect(readConfig({}).audioSliceMs).toBe('auto');
  expect(readConfig({ LIVESTREAMER_AUDIO_SLICE_MS: '104' }).audioSliceMs).toBe(104);
  expect(problemsOf({ LIVESTREAMER_AUDIO_SLICE_MS: '1e3' })).toHaveLength(1);
});

test.each(['radio@radio.example', 'Radio <radio@radio.example>', 'Радио Ёлка <radio@radio.example>'])(
  'letters may come from %s',
  (from) => {
    expect(mailFromOf(readConfig({ LIVESTREAMER_MAIL_FROM: from }))).toBe(from);
  },
);

test.each(['radio', 'Radio radio@radio.example', 'Radio <radio>', 'a@b, c@d', 'Radio <a@b>\r\nBcc: c@d'])(
  'letters may not come from %j',
  (from) => {
    expect(problemsOf({ LIVESTREAMER_MAIL_FROM: from })).toHaveLength(1);
  },
);

test('letters come from the host of PUBLIC_URL when nothing else is said', () => {
  expect(mailFromOf(readConfig({}))).toBe('LiveStreamer <no-reply@localhost>');
  expect(mailFromOf(readConfig({ PUBLIC_URL: 'https://radio.example:8443' }))).toBe(
    'LiveStreamer <no-reply@radio.example>',
  );
});
