import { expect, test } from 'vitest';
import { programFixture } from '../testing/program-fixture.ts';

const fixture = programFixture();

test('shows its version', async () => {
  const done = fixture().run(['--version']);
  expect(await done.exitCode).toBe(0);
  expect(done.lines()[0]).toBe('1.2.3');
});

test('the help names all commands, exit codes and settings', async () => {
  const done = fixture().run(['--help']);
  expect(await done.exitCode).toBe(0);
  const help = done.lines().join('\n');
  for (const word of ['login', 'logout', 'devices', 'go-live', 'check', '130', 'LIVESTREAMER_PASSWORD'])
    expect(help).toContain(word);
});

test.each([
  [[], /Usage/],
  [['dance'], /unknown command 'dance'/],
  [['go-live', '--bitrate', '100'], /MP3 has 64, 80/],
  [['go-live', '--tone', '5'], /20 to 20000 Hz/],
  [['go-live', '--tone', 'loud'], /20 to 20000 Hz/],
  [['go-live', '--station', 'Late Night'], /lower-case letters/],
  [['go-live', '--title', ' '], /title is empty/],
  [['go-live', '--title', 'x'.repeat(201)], /at most 200/],
  [['go-live', '--save', 'show.wav'], /ends in \.mp3/],
  [['go-live', '--save', '.mp3'], /ends in \.mp3/],
  [['go-live', '--tone', '--file', 'a.mp3'], /cannot be used with/],
  [['go-live', '--file', 'a.mp3', '--device', 'x'], /cannot be used with/],
  [['go-live', '--loop'], /--loop goes with --file/],
])('%j is a wrong command line', async (args, sentence) => {
  const done = fixture().run(args);
  expect(await done.exitCode).toBe(2);
  expect(done.complaints.join('\n')).toMatch(sentence);
});
