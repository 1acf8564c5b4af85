import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DEPLOY } from './compose-reader.ts';
import { makeScriptsRig } from './scripts-rig.ts';

const SIZE = 'if [[ $* == *"backup size" ]]; then echo 1000000; fi';
const PENDING = `${SIZE}; if [[ $* == *"migrate --check"* ]]; then exit 1; fi`;
const UP = 'up --detach --no-deps --wait --wait-timeout 180 server';

it('deploys the first time by starting everything', () => {
  const rig = makeScriptsRig();
  expect(rig.run('deploy-version.sh', ['1.0.0'])).toMatchObject({ code: 0 });
  expect(rig.calls()).toEqual(['[1.0.0] pull --policy missing', '[1.0.0] up --detach --wait --wait-timeout 180']);
  expect(rig.read('version')).toBe('1.0.0');
  expect(rig.read('version-before')).toBeNull();
});

it('deploys by pull, backup with the version that runs, migration, and the server alone', () => {
  const rig = makeScriptsRig();
  rig.write('version', '1.0.0\n');
  rig.docker(PENDING);
  expect(rig.run('deploy-version.sh', ['1.1.0'])).toMatchObject({ code: 0 });
  const calls = rig.calls();
  expect(calls.map((call) => call.replace(/\S+\.tar/, 'FILE').replace(/ FILE\S*/, ' FILE'))).toEqual([
    '[1.1.0] pull --policy missing',
    '[1.1.0] run --rm --no-deps -T commands migrate --check',
    '[1.0.0] run --rm --no-deps -T commands backup size',
    '[1.0.0] run --rm --no-deps -T commands backup -',
    'chown 1000:1000 FILE',
    '[1.0.0] run --rm --no-deps -T --volume FILE commands backup verify /backup.tar',
    '[1.1.0] run --rm --no-deps -T commands migrate',
    `[1.1.0] ${UP}`,
  ]);
  expect([rig.read('version'), rig.read('version-before')]).toEqual(['1.1.0', '1.0.0']);
});

it('makes no backup when the database stays as it is, or nobody wants one', () => {
  const rig = makeScriptsRig();
  rig.write('version', '1.0.0\n');
  rig.run('deploy-version.sh', ['1.1.0']);
  rig.docker(PENDING);
  rig.run('deploy-version.sh', ['1.2.0', '--no-backup']);
  expect(rig.calls().join('\n')).not.toMatch(/backup/);
});

it.each([
  ['the backup', 'backup -', PENDING],
  ['the migration', 'commands migrate', PENDING],
  ['the pull', 'pull', ''],
])('leaves the running server alone when %s fails', (_, words, before) => {
  const rig = makeScriptsRig();
  rig.write('version', '1.0.0\n');
  rig.docker(`${before}\nif [[ $* == *"${words}" || $* == *"${words} "* ]]; then exit 1; fi`);
  expect(rig.run('deploy-version.sh', ['1.1.0']).code).toBe(1);
  expect(rig.calls().join('\n')).not.toMatch(/ up /);
  expect(rig.read('version')).toBe('1.0.0');
});

it('rolls back by itself when the new version does not get ready', () => {
  const rig = makeScriptsRig();
  rig.write('version', '1.0.0\n');
  rig.docker('if [[ $DEPLOY_VERSION == 1.1.0 && $* == *" up "* ]]; then exit 1; fi');
  const { code, said } = rig.run('deploy-version.sh', ['1.1.0']);
  expect(code).toBe(1);
  expect(said).toMatch(/1\.0\.0 runs again/);
  expect(rig.calls().slice(-3)).toEqual([
    `[1.1.0] ${UP}`,
    '[1.1.0] logs --no-log-prefix --tail 30 server',
    `[1.0.0] ${UP}`,
  ]);
  expect(rig.read('version')).toBe('1.0.0');
});

it('rolls back and forth by hand', () => {
  const rig = makeScriptsRig();
  rig.write('version', '1.1.0\n');
  expect(rig.run('roll-back.sh')).toMatchObject({ code: 1 });
  rig.write('version-before', '1.0.0\n');
  expect(rig.run('roll-back.sh')).toMatchObject({ code: 0 });
  expect(rig.calls()).toEqual([`[1.0.0] ${UP}`]);
  expect([rig.read('version'), rig.read('version-before')]).toEqual(['1.0.0', '1.1.0']);
});

it('runs what ran before where the version before does not get ready', () => {
  const rig = makeScriptsRig();
  rig.write('version', '1.1.0\n');
  rig.write('version-before', '1.0.0\n');
  rig.docker('if [[ $DEPLOY_VERSION == 1.0.0 && $* == *" up "* ]]; then exit 1; fi');
  const { code, said } = rig.run('roll-back.sh');
  expect(code).toBe(1);
  expect(said).toMatch(/1\.1\.0 runs again/);
  expect(rig.calls()).toEqual([`[1.0.0] ${UP}`, '[1.0.0] logs --no-log-prefix --tail 30 server', `[1.1.0] ${UP}`]);
  expect([rig.read('version'), rig.read('version-before')]).toEqual(['1.1.0', '1.0.0']);
});

it('restarts one service without the others', () => {
  const rig = makeScriptsRig();
  rig.write('version', '1.1.0\n');
  rig.run('restart-service.sh', ['nginx']);
  expect(rig.calls()).toEqual(['[1.1.0] up --detach --no-deps --wait --wait-timeout 180 --force-recreate nginx']);
  expect(rig.run('restart-service.sh', ['everything']).code).toBe(2);
});

it('keeps a backup only when it is whole, and as many as are wanted', () => {
  const rig = makeScriptsRig();
  rig.write('version', '1.1.0\n');
  rig.docker(`${SIZE}\nif [[ $* == *"backup -" ]]; then echo half; exit 1; fi`);
  const failed = rig.run('backup-server.sh');
  const folder = `${rig.settings}/../backups`;
  expect(failed.code).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
  rig.docker(`${SIZE}\nif [[ $* == *"backup -" ]]; then echo whole; fi`);
  for (const year of [2024, 2025]) spawnSync('touch', [`${folder}/livestreamer-${year}0101T000000Z-1.0.0.tar`]);
  expect(rig.run('backup-server.sh', ['--keep=2']).code).toBe(0);
  const [old, made = ''] = readdirSync(folder).sort();
  expect(old).toBe('livestreamer-20250101T000000Z-1.0.0.tar');
  expect(readFileSync(`${folder}/${made}`, 'utf8')).toBe('whole\n');
  expect(statSync(`${folder}/${made}`).mode & 0o077).toBe(0);
});

it('begins no backup that the disk has no room for, nor one whose size nobody knows', () => {
  const rig = makeScriptsRig();
  rig.write('version', '1.1.0\n');
  rig.docker('if [[ $* == *"backup size" ]]; then echo 900000000000000000; fi');
  expect(rig.run('backup-server.sh')).toMatchObject({
    code: 1,
    said: expect.stringMatching(/takes about \d+ MB, and/),
  });
  rig.docker('');
  expect(rig.run('backup-server.sh')).toMatchObject({ code: 1, said: expect.stringContaining('is not known') });
  expect(rig.calls().join('\n')).not.toContain('backup -');
  expect(readdirSync(`${rig.settings}/../backups`)).toEqual([]);
});

it('restores onto an empty machine alone', () => {
  const rig = makeScriptsRig();
  rig.write('old.tar', 'a backup');
  expect(rig.run('restore-server.sh', [`${rig.settings}/old.tar`, '1.0.0']).code).toBe(0);
  expect(rig.calls()).toEqual([
    '[1.0.0] pull --policy missing',
    '[1.0.0] up --detach --wait postgres redis',
    'chown 1000:1000 /settings/old.tar',
    '[1.0.0] run --rm --no-deps -T --volume /settings/old.tar:/backup.tar:ro commands restore /backup.tar',
    '[1.0.0] up --detach --wait --wait-timeout 180',
  ]);
  expect(rig.run('restore-server.sh', [`${rig.settings}/old.tar`, '1.0.0']).said).toMatch(/deployed here already/);
});

it('builds and pushes both images, and prunes those of neither version', () => {
  const rig = makeScriptsRig();
  rig.run('build-images.sh', ['1.1.0']);
  rig.run('push-images.sh', ['1.1.0']);
  const calls = rig.calls();
  expect(calls).toHaveLength(4);
  for (const name of ['server', 'nginx']) {
    expect(calls.join('\n')).toContain(
      `images/Dockerfile.${name} --tag registry.example/radio/livestreamer-${name}:1.1.0`,
    );
    expect(calls).toContain(`push registry.example/radio/livestreamer-${name}:1.1.0`);
  }
  rig.write('version', '1.1.0\n');
  rig.write('version-before', '1.0.0\n');
  rig.docker('if [[ $2 == ls ]]; then printf "x/livestreamer-server:%s\\n" 0.9.0 1.0.0 1.1.0; fi');
  rig.run('prune-images.sh');
  expect(rig.calls().filter((call) => call.includes(' rm '))).toEqual(['image rm x/livestreamer-server:0.9.0']);
});

it('makes settings with secrets of their own, once, and takes renewed certificates to nginx', () => {
  const rig = makeScriptsRig();
  const empty = { DEPLOY_SETTINGS: `${rig.settings}/new` };
  expect(rig.run('new-settings.sh', ['club.example', 'ghcr.io/club'], empty)).toMatchObject({ code: 0 });
  const made = readFileSync(`${rig.settings}/new/production.env`, 'utf8');
  const secrets = [...made.matchAll(/^(?:SESSION_SECRET|POSTGRES_PASSWORD|REDIS_PASSWORD)=([0-9a-f]{64})$/gm)].map(
    ([, it]) => it,
  );
  expect(new Set(secrets).size).toBe(3);
  expect(made).toMatch(/^PUBLIC_URL=https:\/\/club\.example$/m);
  expect(statSync(`${rig.settings}/new/production.env`).mode & 0o077).toBe(0);
  expect(rig.run('new-settings.sh', ['club.example', 'ghcr.io/club'], empty).said).toMatch(/there already/);
  expect(existsSync(`${rig.settings}/new/certificates/privkey.pem`)).toBe(true);

  rig.write('version', '1.1.0\n');
  rig.calls();
  const as = { DEPLOY_SETTINGS: rig.settings, RENEWED_LINEAGE: `${rig.settings}/new/certificates` };
  const installed = rig.run('install-certificate.sh', process.getuid?.() === 0 ? [] : ['--dry-run'], as);
  expect(installed).toMatchObject({ code: 0 });
  if (process.getuid?.() === 0)
    expect(rig.calls()).toEqual(['[1.1.0] exec -T nginx nginx -c /run/front/nginx.conf -s reload']);
});

it('does over ssh what it is asked for when that is a version, and nothing else', () => {
  const rig = makeScriptsRig();
  rig.write('version', '1.0.0\n');
  const ask = (SSH_ORIGINAL_COMMAND: string) => rig.run('deploy-by-ssh.sh', ['--dry-run'], { SSH_ORIGINAL_COMMAND });
  expect(ask('1.1.0').said).toMatch(/checkout --quiet --detach v1\.1\.0\n.*pull/);
  for (const bad of ['', '1.0; reboot', '--upload-pack=x', '$(id)', 'a b']) expect(ask(bad).code, bad).toBe(2);
});

it('goes on over ssh whoever listens, and tells how it ended', () => {
  const rig = makeScriptsRig();
  rig.write('version', '1.1.0\n');
  const rollBack = () => rig.run('deploy-by-ssh.sh', [], { SSH_ORIGINAL_COMMAND: 'roll-back' });
  expect(rollBack()).toMatchObject({ code: 1, said: expect.stringContaining('There is no version before 1.1.0.') });
  rig.write('version-before', '1.0.0\n');
  // A session of its own: the end of the one that asked does not reach it.
  rig.docker('ps -o sid= -p $$ | tr -d " " >"$DEPLOY_SETTINGS/session"');
  expect(rollBack()).toMatchObject({ code: 0, said: '1.0.0 runs.\n' });
  expect(rig.read('deploy.log')).toBe('1.0.0 runs.');
  const ours = spawnSync('ps', ['-o', 'sid=', '-p', String(process.pid)], { encoding: 'utf8' }).stdout.trim();
  expect(Number(rig.read('session'))).toBeGreaterThan(0);
  expect(rig.read('session')).not.toBe(ours);
});

it('passes to Compose what it is told, for the version that runs', () => {
  const rig = makeScriptsRig();
  rig.write('version', '1.1.0\n');
  expect(rig.run('compose.sh', ['run', '--rm', 'commands', '--help']).code).toBe(0);
  expect(rig.calls()).toEqual(['[1.1.0] run --rm commands --help']);
});

it('has a guide that names every script, and none that is not there', () => {
  const guide = readFileSync(`${DEPLOY}README.md`, 'utf8');
  const named = [...guide.matchAll(/([a-z-]+)\.sh\b/g)].map(([name]) => name);
  const there = ['scripts', 'systemd', '../deploy/nginx'].flatMap((folder) => readdirSync(`${DEPLOY}${folder}`));
  expect(named.filter((name) => !there.includes(name))).toEqual([]);
  // These are steps of deploy-version.sh, and the one for those who change this folder.
  const inside = ['pull-images.sh', 'push-images.sh', 'migrate-database.sh', 'build-without-engine.sh'];
  expect(SCRIPTS.filter((name) => !named.includes(name) && !inside.includes(name))).toEqual([]);
});

const SCRIPTS = readdirSync(`${DEPLOY}scripts`).filter((name) => name.endsWith('.sh') && name !== 'script-frame.sh');

it.each(SCRIPTS)('%s says what it is for, does nothing with --dry-run, and refuses what it does not know', (script) => {
  const rig = makeScriptsRig();
  const { code, said } = rig.run(script, ['--help']);
  expect(code).toBe(0);
  expect(said.startsWith(script)).toBe(true);
  if (script !== 'build-without-engine.sh' && script !== 'try-version.sh') {
    rig.write('version', '1.0.0\n');
    rig.write('version-before', '0.9.0\n');
    rig.run(script, ['1.1.0', '--dry-run']);
    rig.run(script, ['--dry-run']);
    expect(rig.read('version')).toBe('1.0.0');
    expect(rig.run(script, ['-x', '--dry-run']).code).not.toBe(0);
  }
  expect(rig.calls().filter((call) => !call.startsWith('image ls'))).toEqual([]);
});

it('has shell scripts that shellcheck finds nothing in', () => {
  const scripts = ['scripts', 'images', 'compose', 'systemd'].flatMap((folder) =>
    readdirSync(`${DEPLOY}${folder}`)
      .filter((name) => name.endsWith('.sh'))
      .map((name) => `${DEPLOY}${folder}/${name}`),
  );
  const { status, stdout, error } = spawnSync('shellcheck', ['--external-sources', ...scripts], { encoding: 'utf8' });
  expect(error).toBeUndefined();
  expect(stdout).toBe('');
  expect(status).toBe(0);
}, 60_000);
