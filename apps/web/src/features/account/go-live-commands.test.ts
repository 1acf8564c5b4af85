import { expect, test } from 'vitest';
import { goLiveCommands } from './go-live-commands.ts';

test('the commands name the server that the page came from', () => {
  const { login, goLive, ffmpeg } = goLiveCommands({
    origin: 'http://localhost:8000',
    sourceOrigin: 'http://localhost:8000',
    username: 'dj',
  });
  expect(login).toBe('npx livestreamer login http://localhost:8000');
  expect(goLive).toBe('npx livestreamer go-live');
  expect(ffmpeg).toContain('"icecast://dj:PASSWORD@localhost:8000/stream"');
  expect(ffmpeg).not.toContain('-tls');
});

test('over https ffmpeg is told the port and to use TLS; a name that is no part of an address is escaped', () => {
  const { ffmpeg } = goLiveCommands({
    origin: 'https://radio.example',
    sourceOrigin: 'https://radio.example',
    username: 'Юля',
  });
  expect(ffmpeg).toContain('-tls 1 "icecast://%D0%AE%D0%BB%D1%8F:PASSWORD@radio.example:443/stream"');
});

test('DJ tools are told of their own door, the program of the site', () => {
  const { login, ffmpeg, host, port, tls } = goLiveCommands({
    origin: 'https://radio.example',
    sourceOrigin: 'http://dj.radio.example:8000',
    username: 'dj',
  });
  expect(login).toBe('npx livestreamer login https://radio.example');
  expect(ffmpeg).toContain('-f mp3 "icecast://dj:PASSWORD@dj.radio.example:8000/stream"');
  expect({ host, port, tls }).toEqual({ host: 'dj.radio.example', port: '8000', tls: false });
});
