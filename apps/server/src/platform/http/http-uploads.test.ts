import { connect } from 'node:net';
import { defineRoute } from '@livestreamer/contracts';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type HttpRig, startHttpRig } from '../../../testing/http-rig.ts';
import { AppError } from '../errors.ts';
import type { RouteRegistrar } from './route-registrar.ts';

const MOST = 100_000;

const putThing = defineRoute({
  name: 'putThing',
  method: 'PUT',
  path: '/api/v1/things/:thing',
  access: 'signed-in',
  summary: 'Takes a file.',
  params: z.object({ thing: z.string().max(20) }),
  upload: { types: ['image/png', 'image/webp'], maxBytes: MOST },
  status: 200,
  reply: z.object({ bytes: z.number() }),
});
const plain = defineRoute({
  name: 'plain',
  method: 'POST',
  path: '/api/v1/plain',
  access: 'public',
  summary: 'Takes none.',
  body: z.object({ text: z.string() }),
  status: 204,
});

let rig: HttpRig;
afterEach(() => rig.stop());

/** What was counted against whose limit, and what came. */
const open = async ({ refused = false } = {}) => {
  const uploads: { thing: string; bytes: Uint8Array }[] = [];
  const counted: string[] = [];
  rig = await startHttpRig({
    register: (registrar: RouteRegistrar) => {
      registrar.add(putThing, async ({ params: { thing }, upload }) => {
        uploads.push({ thing, bytes: upload });
        return { bytes: upload.length };
      });
      registrar.add(plain, async () => undefined);
    },
    callerOfCookie: async (cookie) => (cookie ? { accountId: cookie, username: 'zoe', permissions: [] } : null),
    guard: (access, permissions) => {
      if (access !== 'public' && !permissions) throw new AppError('not_signed_in');
    },
    floodgate: {
      isBanned: () => false,
      take: async () => undefined,
      takeUpload: async (accountId) => {
        counted.push(accountId);
        if (refused) throw new AppError('too_many_requests', { retryAfterS: 7 });
      },
      noteRefusal: () => undefined,
    },
  });
  return { uploads, counted };
};

const put = async (body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
  const init = { method: 'PUT', headers: { cookie: 'me', 'content-type': 'image/png', ...headers }, body };
  const response = await fetch(`${rig.baseUrl}/api/v1/things/a`, init);
  const { code = 'done' } = await response.json();
  return `${response.status} ${code}`;
};

/** Sends a head and only the beginning of a body, and waits for what comes back. */
const begin = (lines: readonly string[], body: string | Buffer = '') =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(rig.port, '127.0.0.1');
    socket.on('data', (answer) => {
      socket.destroy();
      resolve(answer.toString('latin1'));
    });
    socket.on('error', reject);
    socket.write(`PUT /api/v1/things/a HTTP/1.1\r\nHost: x\r\n${lines.join('\r\n')}\r\n\r\n`);
    socket.write(body);
  });

test('a file comes through byte by byte, up to the limit of its route', async () => {
  const { uploads, counted } = await open();
  const bytes = Uint8Array.from({ length: MOST }, (_, at) => at % 256);
  expect(await put(bytes)).toBe('200 done');
  expect(await put(bytes.subarray(0, 1), { 'content-type': 'image/webp' })).toBe('200 done');
  expect(uploads.map(({ thing }) => thing)).toEqual(['a', 'a']);
  expect(Buffer.compare(uploads[0]?.bytes ?? Buffer.alloc(0), bytes)).toBe(0);
  expect(counted).toEqual(['me', 'me']);
});

test.each([
  ['one byte too many', new Uint8Array(MOST + 1), {}, '413 too_large'],
  ['far too much', new Uint8Array(300 * MOST), {}, '413 too_large'],
  ['nothing', new Uint8Array(0), {}, '400 bad_request'],
  ['another type', new Uint8Array(1), { 'content-type': 'image/svg+xml' }, '415 unsupported_media_type'],
  ['what a form may send', new Uint8Array(1), { 'content-type': 'text/plain' }, '415 unsupported_media_type'],
  ['JSON', new Uint8Array(1), { 'content-type': 'application/json' }, '415 unsupported_media_type'],
])('%s is refused', async (_, body, headers, outcome) => {
  const { uploads } = await open();
  expect(await put(body, headers)).toBe(outcome);
  expect(uploads).toEqual([]);
});

test('a file is no body of other routes', async () => {
  await open();
  const init = { method: 'POST', headers: { 'content-type': 'image/png' }, body: new Uint8Array(1) };
  expect((await fetch(`${rig.baseUrl}/api/v1/plain`, init)).status).toBe(415);
});

test('who is not let in, or sends too often, is refused before the file is there', async () => {
  const { uploads, counted } = await open({ refused: true });
  const head = ['Content-Type: image/png', 'Content-Length: 90000'];
  expect(await begin(head)).toMatch(/^HTTP\/1.1 401 /);
  expect(counted).toEqual([]);
  expect(await begin([...head, 'Cookie: me'], 'the first bytes')).toMatch(/^HTTP\/1.1 429 .*retry-after: 7/is);
  expect(uploads).toEqual([]);
});

test('what says that it is too large is refused by its head', async () => {
  await open();
  const answer = await begin(['Cookie: me', 'Content-Type: image/png', `Content-Length: ${MOST + 1}`]);
  expect(answer).toMatch(/^HTTP\/1.1 413 /);
});

test('what does not say how long it is gets no further than the limit', async () => {
  const { uploads } = await open();
  const chunk = Buffer.concat([Buffer.from(`${(2 * MOST).toString(16)}\r\n`), Buffer.alloc(MOST + 1)]);
  const answer = await begin(['Cookie: me', 'Content-Type: image/png', 'Transfer-Encoding: chunked'], chunk);
  expect(answer).toMatch(/^HTTP\/1.1 413 /);
  expect(uploads).toEqual([]);
});

test('the REST page shows what may be sent', async () => {
  await open();
  const { paths } = await (await fetch(`${rig.baseUrl}/api/v1/openapi.json`)).json();
  const { content } = paths['/api/v1/things/{thing}'].put.requestBody;
  expect(Object.keys(content)).toEqual(['image/png', 'image/webp']);
  expect(content['image/png'].schema).toMatchObject({ type: 'string', format: 'binary' });
});
