import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type HttpRig, startHttpRig } from '../../../testing/http-rig.ts';

let webDir: string;
beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'livestreamer-web-'));
  await mkdir(join(webDir, 'assets'));
  await writeFile(join(webDir, 'index.html'), '<title>LiveStreamer</title>');
  await writeFile(join(webDir, 'favicon.svg'), '<svg/>');
  await writeFile(join(webDir, '.env'), 'SESSION_SECRET=left here by mistake');
  await writeFile(join(webDir, 'assets/main-3f2a.js'), 'plain');
  await writeFile(join(webDir, 'assets/main-3f2a.js.gz'), gzipSync('packed'));
});
afterAll(() => rm(webDir, { recursive: true }));

let rig: HttpRig;
beforeEach(async () => {
  rig = await startHttpRig({ webDir });
});
afterEach(() => rig.stop());

const get = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${rig.baseUrl}${path}`, init);

test.each(['/', '/night-owl', '/night-owl/some-broadcast', '/setup?token=abc', '/sign-in', '/streams'])(
  'the page of the web client stands at %s, never out of date',
  async (path) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch('text/html');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(await response.text()).toBe('<title>LiveStreamer</title>');
  },
);

test('the page lets scripts come from here alone, and none stand in the page', async () => {
  const policy = (await get('/')).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("media-src 'self' blob:");
  expect((await get('/')).headers.get('x-content-type-options')).toBe('nosniff');
  expect(policy, 'a server without https would lose its own files').not.toContain('upgrade-insecure-requests');
});

test('files with a hash in their name are kept for ever, packed if they are there packed', async () => {
  const packed = await get('/assets/main-3f2a.js');
  expect(packed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(packed.headers.get('content-type')).toMatch('javascript');
  expect(await packed.text()).toBe('packed');
  const plain = await get('/assets/main-3f2a.js', { headers: { 'accept-encoding': 'identity' } });
  expect(await plain.text()).toBe('plain');
});

test('other files are asked for again each time', async () => {
  const response = await get('/favicon.svg');
  expect(response.headers.get('cache-control')).toBe('no-cache');
  const etag = response.headers.get('etag') ?? '';
  const again = await get('/favicon.svg', { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } });
  expect(again.status).toBe(304);
});

test.each([
  '/assets/gone.js',
  '/api/v1/nowhere',
  '/api',
  '/stream/nowhere',
  '/metrics',
  '/recordings/nowhere',
  '/pictures/nowhere',
  '/..%2f..%2fetc%2fpasswd',
  '/.env',
  '/.git/config',
  '/.DS_Store',
  '/assets/.htaccess',
])('nothing stands at %s', async (path) => {
  const response = await get(path);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'not_found' });
});

test.each(['/assets', '/assets/'])('%s tells nobody what is in the folder', async (path) => {
  expect(await (await get(path)).text()).not.toContain('main-3f2a');
});

test('a page is read, not written', async () => {
  expect((await get('/night-owl', { method: 'POST' })).status).toBe(404);
});

test('REST is described for programs and for people', async () => {
  const document = await (await get('/api/v1/openapi.json')).json();
  expect(document.openapi).toBe('3.1.0');
  const docs = await get('/api/docs/');
  expect(docs.status).toBe(200);
  expect(docs.headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
});

test('without a built web client the page says what to do', async () => {
  await rig.stop();
  rig = await startHttpRig({ webDir: join(webDir, 'nothing') });
  const response = await get('/');
  expect(response.status).toBe(503);
  expect(await response.text()).toContain('npm run build');
});

test('health is about the process, readiness about what it needs', async () => {
  await rig.stop();
  let answer: () => Promise<void> = async () => undefined;
  rig = await startHttpRig({ webDir, dependencies: [{ name: 'postgres', check: () => answer() }] });
  expect(await (await get('/ready')).json()).toEqual({ status: 'ready', dependencies: { postgres: 'ok' } });
  for (const broken of [() => Promise.reject(new Error('hunter2')), () => new Promise<void>(() => undefined)]) {
    answer = broken;
    const response = await get('/ready');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      status: 'not ready',
      dependencies: { postgres: 'failed' },
      reasons: [expect.stringMatching(/^postgres (?:cannot be used|did not answer within 2 s)\.$/)],
    });
    expect((await get('/health')).status).toBe(200);
  }
});
