import { expect, test } from 'vitest';
import { readConfig } from './source-config.ts';

test('all settings come from the environment', () => {
  expect(
    readConfig({
      LIVESTREAMER_CONFIG_DIR: '/config',
      LIVESTREAMER_FFMPEG: '/opt/ffmpeg',
      LIVESTREAMER_SERVER: 'radio.example.org',
      LIVESTREAMER_PASSWORD: 'secret',
      NO_COLOR: '1',
    }),
  ).toEqual({
    configDir: '/config',
    ffmpeg: '/opt/ffmpeg',
    server: 'radio.example.org',
    password: 'secret',
    colour: false,
  });
});

test('without any, what is usual holds', () => {
  const config = readConfig({ LIVESTREAMER_PASSWORD: '' });
  expect(config).toMatchObject({ ffmpeg: 'ffmpeg', server: null, password: null, colour: true });
  expect(config.configDir).toMatch(/livestreamer/);
});
