import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const STEP = join(import.meta.dirname, 'test-tools-step.mjs');

/** Looks for the tools on a PATH with nothing but `programs` (name → shell script). */
const settleWith = (programs: Record<string, string>) => {
  const folder = mkdtempSync(join(tmpdir(), 'test-tools-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  symlinkSync('/bin/sh', join(folder, 'sh'));
  const program = `const { settleTestTools } = await import(${JSON.stringify(STEP)}); await settleTestTools();`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    env: { PATH: folder },
    encoding: 'utf8',
  });
  const aptLog = join(folder, 'apt.log');
  return { status, output: stdout + stderr, aptCalls: existsSync(aptLog) ? readFileSync(aptLog, 'utf8') : '' };
};

const ALL_BUT_REDIS = Object.fromEntries(
  [
    'ffmpeg',
    'ffprobe',
    'chromium',
    'pulseaudio',
    'nginx',
    'caddy',
    'openssl',
    'promtool',
    'shellcheck',
    'systemd-analyze',
    'ip',
  ].map((name) => [name, 'exit 0']),
);

/** Knows no package before the first update, then `makes` the program. */
const aptThatMakes = (program: string): string => `
here=$(/usr/bin/dirname "$0")
echo "$*" >> "$here/apt.log"
case "$*" in
  *update*) echo yes > "$here/updated" ;;
  *) [ -f "$here/updated" ] || { echo "E: Unable to locate package"; exit 100; }
     printf '#!/bin/sh\\n' > "$here/${program}"; /bin/chmod 755 "$here/${program}" ;;
esac`;

it('lists everything that is missing at once, with the command that installs it', () => {
  const { status, output } = settleWith({});
  expect(status).not.toBe(0);
  expect(output).toMatch(
    /- Redis.*- ffmpeg.*- PulseAudio.*- Chromium.*sudo apt-get install .*redis-server ffmpeg pulseaudio chromium/s,
  );
  expect(settleWith({ brew: '' }).output).toMatch(/brew install .*redis ffmpeg/);
});

it('installs for root with apt-get, after an update when the lists are empty; for others it only says what to install', () => {
  const { status, output, aptCalls } = settleWith({ ...ALL_BUT_REDIS, 'apt-get': aptThatMakes('redis-server') });
  if (process.getuid?.() !== 0) {
    expect(output).toMatch(/- Redis \(redis-server\)/);
    expect(aptCalls).toBe('');
    return;
  }
  expect(output).toMatch(/Installing .*redis-server with apt-get …/);
  expect(output).not.toMatch(/Unable to locate/);
  expect(aptCalls.match(/update/g)).toHaveLength(1);
  expect(aptCalls.match(/install -y .*redis-server/g)).toHaveLength(2);
  expect(status).toBe(0);
});
