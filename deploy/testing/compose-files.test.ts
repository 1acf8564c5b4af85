import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DCLinter } from 'dclint';
import { expect, it } from 'vitest';
import { type ComposeService, DEPLOY, readCompose, settingsAskedBy } from './compose-reader.ts';
import { runInRoot } from './image-root.ts';

const SETTINGS = {
  DEPLOY_IMAGES: 'registry.example/radio',
  DEPLOY_VERSION: '1.0.0',
  POSTGRES_PASSWORD: 'a-password',
  REDIS_PASSWORD: 'another',
  PUBLIC_URL: 'https://radio.example',
  FRONT_NAMES: 'radio.example',
};
const FILES = readdirSync(`${DEPLOY}compose`).filter((name) => /^compose\..*yaml$/.test(name));
const production = readCompose('compose.yaml', SETTINGS);
const services = Object.entries(production.services);
const textOf = (name: string) => readFileSync(`${DEPLOY}compose/${name}`, 'utf8');

/** What dclint says of a file; its own types say nothing. */
const lint = (path: string, rules: object): { line: number; rule: string; message: string }[] =>
  new DCLinter({ rules, quiet: false, debug: false, exclude: [] }).lintFiles([path], false)[0]?.messages ?? [];

it('has files that dclint finds nothing in', () => {
  const { rules } = JSON.parse(textOf('.dclintrc'));
  expect(FILES).toHaveLength(3);
  for (const name of FILES) expect(lint(`${DEPLOY}compose/${name}`, rules), name).toEqual([]);
});

it('is noticed by dclint when an image has no exact version', () => {
  const folder = mkdtempSync(join(tmpdir(), 'livestreamer-compose-'));
  try {
    const file = join(folder, 'compose.yaml');
    writeFileSync(file, 'name: radio\nservices:\n  redis:\n    image: redis\n');
    expect(lint(file, {}).map(({ rule }) => rule)).toContain('service-image-require-explicit-tag');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('pins every image to one version, the same in all files', () => {
  const images = FILES.flatMap((name) => Object.values(readCompose(name, SETTINGS).services)).map(({ image }) => image);
  const pinned = new Map<string, string>();
  for (const image of images.filter((it) => it !== undefined && !it.startsWith(SETTINGS.DEPLOY_IMAGES))) {
    const [, name = '', version = ''] =
      /^(.+):(v?\d+\.\d+(?:\.\d+)?(?:-[a-z-]+)?(?:@sha256:[0-9a-f]{64})?)$/.exec(image) ?? [];
    expect(name, image).not.toBe('');
    expect(pinned.get(name) ?? version, image).toBe(version);
    pinned.set(name, version);
  }
  const [, node = ''] = /^FROM node:(\S+)/m.exec(readFileSync(`${DEPLOY}images/Dockerfile.server`, 'utf8')) ?? [];
  expect(pinned.get('node')).toBe(node);
});

it('hardens every service of production', () => {
  for (const [name, service] of services) {
    expect(service.cap_drop, name).toEqual(['ALL']);
    expect(service.cap_add ?? [], name).toEqual([]);
    expect(service.security_opt, name).toContain('no-new-privileges:true');
    expect(service.read_only, name).toBe(true);
    expect(service.privileged ?? false, name).toBe(false);
    const { driver, options = {} } = service.logging ?? {};
    expect(driver === 'none' || Number(options['max-file']) > 0, name).toBe(true);
    // Ours say it in the image.
    if (!service.image.startsWith(SETTINGS.DEPLOY_IMAGES)) expect(service.user, name).toMatch(/^(?:postgres|redis)$/);
  }
});

it('looks after everything that runs on', () => {
  for (const [name, service] of services.filter(([it]) => it !== 'commands')) {
    expect(service.restart, name).toBe('unless-stopped');
    expect(hasHealthCheck(service), name).toBe(true);
  }
  expect(production.services['server']?.depends_on).toMatchObject({
    postgres: { condition: 'service_healthy' },
    redis: { condition: 'service_healthy' },
  });
  // The server's own deadline is 10 s.
  expect(Number.parseInt(production.services['server']?.stop_grace_period ?? '0', 10)).toBeGreaterThan(10);
  for (const name of ['server', 'nginx'])
    expect(production.services[name]?.ulimits?.nofile).toBeGreaterThanOrEqual(65_536);
});

const hasHealthCheck = ({ image, healthcheck }: ComposeService): boolean =>
  healthcheck?.test !== undefined ||
  /^HEALTHCHECK /m.test(
    readFileSync(`${DEPLOY}images/Dockerfile.${/livestreamer-([a-z]+):/.exec(image)?.[1] ?? 'none'}`, 'utf8'),
  );

it('lets only nginx be reached, and keeps the databases on a network without a way out', () => {
  expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['nginx']);
  for (const name of ['postgres', 'redis']) expect(production.services[name]?.networks).toEqual(['storage']);
  expect(production.networks?.['storage']?.internal).toBe(true);
  for (const { services: others } of ['compose.test.yaml', 'compose.development.yaml'].map((it) => readCompose(it)))
    for (const [name, { ports = [] }] of Object.entries(others))
      for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:/);
});

it('has the server believe nginx, and nginx find the server', () => {
  const { server, nginx } = production.services;
  const addressOf = (it: ComposeService | undefined) => {
    const networks = it?.networks;
    return networks && 'front' in networks ? networks.front?.ipv4_address : undefined;
  };
  expect(server?.environment?.['TRUSTED_PROXIES']).toBe(addressOf(nginx));
  expect(nginx?.environment?.['FRONT_UPSTREAM']).toBe(`${addressOf(server)}:8000`);
});

it('keeps what must be kept in volumes, PostgreSQL 18 above its data folder', () => {
  expect(Object.keys(production.volumes ?? {})).toEqual(['data', 'postgres', 'redis']);
  expect(production.services['postgres']?.volumes).toContain('postgres:/var/lib/postgresql');
  expect(production.services['server']?.volumes).toContain('data:/data');
});

it('asks for no setting that the example does not have', () => {
  const example = textOf('production.env.example');
  const asked = settingsAskedBy(textOf('compose.yaml')).filter((name) => name !== 'DEPLOY_VERSION');
  expect(asked.length).toBeGreaterThan(4);
  for (const name of asked) expect(example).toMatch(new RegExp(`^${name}=`, 'm'));
});

it('runs a Redis that wants its password, keeps what it is given, and makes no room by throwing away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'livestreamer-redis-'));
  chmodSync(folder, 0o755);
  const redis = production.services['redis'];
  const check = redis?.healthcheck?.test?.[1] ?? 'false';
  const script = [
    // A network of its own: the script listens on all of it.
    'ip link set lo up',
    'sh /etc-livestreamer/start-redis.sh >/tmp/log & pid=$!',
    `for _ in $(seq 100); do if ${check}; then break; fi; sleep 0.1; done`,
    `${check} && echo healthy`,
    'REDISCLI_AUTH=wrong redis-cli ping 2>&1',
    'redis-cli set kept yes && redis-cli config get maxmemory-policy && redis-cli config get appendonly',
    'grep -q "$REDISCLI_AUTH" /proc/$pid/cmdline && echo leaked',
    'kill $pid; wait $pid; ls /data/appendonlydir',
  ];
  try {
    const output = await runInRoot(
      {
        root: join(folder),
        cwd: '/data',
        env: new Map([['REDISCLI_AUTH', String(redis?.environment?.['REDISCLI_AUTH'])]]),
        mounts: [{ from: `${DEPLOY}compose`, at: '/etc-livestreamer' }],
        command: ['unshare', '--net', 'bash', '-c', script.join('\n')],
      },
      30_000,
    );
    expect(output).toMatch(/^healthy$/m);
    expect(output).toMatch(/NOAUTH|WRONGPASS/);
    expect(output).toMatch(/noeviction/);
    expect(output).toMatch(/appendonly\.aof/);
    expect(output).not.toMatch(/leaked/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
