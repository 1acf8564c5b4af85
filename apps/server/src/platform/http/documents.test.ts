import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type HttpRig, startHttpRig } from '../../../testing/http-rig.ts';
import { AppError } from '../errors.ts';
import type { DocumentReply, DocumentRequest } from './document-reply.ts';

/** Ten parts of a hundred thousand bytes, some in memory and some in two files. */
const ALL = Buffer.from(Array.from({ length: 1_000_000 }, (_, i) => (i * 7919) % 251));
const LAST_MODIFIED = new Date('2026-11-22T20:00:00.500Z');

let dir: string;
let document: Omit<DocumentReply, 'body'> & { readonly body: DocumentReply['body'] };
let asked: DocumentRequest[] = [];
let rig: HttpRig;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'livestreamer-documents-'));
  await writeFile(join(dir, 'a'), ALL.subarray(0, 500_000));
  await writeFile(join(dir, 'b'), ALL.subarray(500_000));
});
afterAll(() => rm(dir, { recursive: true }));

const start = async (options: Parameters<typeof startHttpRig>[0] = {}): Promise<void> => {
  asked = [];
  document = {
    contentType: 'audio/mpeg',
    body: [
      ALL.subarray(0, 100_000),
      { path: join(dir, 'a'), start: 100_000, end: 500_000 },
      { path: join(dir, 'b'), start: 0, end: 400_000 },
      ALL.subarray(900_000),
    ],
    etag: '"v1"',
    lastModified: LAST_MODIFIED,
    cache: { seconds: 60, isPublic: true },
  };
  rig = await startHttpRig({
    ...options,
    register: (registrar) =>
      registrar.addDocument({ path: '/files/:file', access: 'optional-caller' }, async (request) => {
        asked.push(request);
        return document;
      }),
  });
};
afterEach(() => rig.stop());

const get = (headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(`${rig.baseUrl}/files/a.mp3`, { method, headers });
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

/** Its headers without those of the moment and the connection. */
const aboutDocument = ({ headers }: Response): Record<string, string> => {
  const { date, connection, 'keep-alive': keepAlive, 'x-request-id': id, ...about } = Object.fromEntries(headers);
  return about;
};

describe('a whole document', () => {
  test('comes with its length, its version, how long it may be kept, and the headers that every answer has', async () => {
    await start();
    const response = await get();
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'audio/mpeg',
      'content-length': '1000000',
      'accept-ranges': 'bytes',
      'cache-control': 'public, max-age=60',
      'cross-origin-resource-policy': 'cross-origin',
      etag: '"v1"',
      'last-modified': 'Sun, 22 Nov 2026 20:00:00 GMT',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'self'"),
    });
    expect((await bytesOf(response)).equals(ALL)).toBe(true);
    expect(response.headers.has('content-disposition')).toBe(false);
  });

  test('HEAD has the headers of it and no body, whatever range it asks for', async () => {
    await start();
    const whole = aboutDocument(await get());
    for (const headers of [{}, { range: 'bytes=5-9' }, { range: 'bytes=5000000-' }] as Record<string, string>[]) {
      const response = await get(headers, 'HEAD');
      expect(response.status).toBe(200);
      expect(aboutDocument(response)).toEqual(whole);
      expect(await bytesOf(response)).toHaveLength(0);
    }
  });

  test('behind a HEAD the connection goes on', async () => {
    await start();
    const socket = connect(rig.port, '127.0.0.1');
    const heard: Buffer[] = [];
    socket.on('data', (bytes) => heard.push(bytes));
    const ask = (method: string) => `${method} /files/a HTTP/1.1\r\nHost: x\r\nRange: bytes=0-3\r\n\r\n`;
    socket.write(ask('HEAD') + ask('GET'));
    const answers = () => Buffer.concat(heard).toString('latin1');
    await vi.waitFor(() => expect(answers().match(/HTTP\/1\.1 (?:200 OK|206 Partial Content)\r\n/g)).toHaveLength(2));
    await vi.waitFor(() => expect(answers().endsWith(ALL.subarray(0, 4).toString('latin1'))).toBe(true));
    socket.destroy();
  });

  test('the handler hears what was asked, and nothing that was given twice', async () => {
    await start({ callerOfCookie: async () => ({ accountId: '1', username: 'Zoë', permissions: [] }) });
    await fetch(`${rig.baseUrl}/files/%D0%B0%2Fb.mp3?download&x=1&y=2&y=3`, {
      method: 'HEAD',
      headers: { 'x-test': 'yes' },
    });
    expect(asked[0]).toMatchObject({
      params: { file: 'а/b.mp3' },
      query: { download: '', x: '1' },
      caller: { username: 'Zoë' },
      method: 'HEAD',
    });
    expect(asked[0]?.query).not.toHaveProperty('y');
    expect(asked[0]?.header('X-Test')).toBe('yes');
    expect(asked[0]?.header('x-other')).toBeNull();
  });

  test.each([
    ['no-store' as const, 'no-store'],
    [{ seconds: 0, isPublic: false }, 'private, no-cache'],
    [{ seconds: 30, isPublic: false }, 'private, max-age=30'],
  ])('kept as the handler says: %j', async (cache, header) => {
    await start();
    document = { ...document, cache };
    const response = await get();
    expect(response.headers.get('cache-control')).toBe(header);
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    await response.body?.cancel();
  });

  test('a text has a version that changes with it, and a name to be saved under', async () => {
    await start();
    const text = { contentType: 'text/calendar; charset=utf-8', cache: 'no-store', downloadName: 'Ночь.ics' } as const;
    document = { ...text, body: 'Ночь' };
    const first = await get();
    expect(first.headers.get('content-length')).toBe('8');
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(first.headers.get('content-disposition')).toContain("filename*=UTF-8''%D0%9D%D0%BE%D1%87%D1%8C.ics");
    expect(await first.text()).toBe('Ночь');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    expect((await get({ 'if-none-match': etag })).status).toBe(304);
    document = { ...text, body: 'День' };
    expect((await get({ 'if-none-match': etag })).status).toBe(200);
  });

  test('nothing at all is an answer too, for whatever range', async () => {
    await start();
    document = { ...document, body: [] };
    for (const headers of [{}, { range: 'bytes=0-' }, { range: 'bytes=-5' }] as Record<string, string>[]) {
      const response = await get(headers);
      expect([response.status, response.headers.get('content-length')]).toEqual([200, '0']);
      expect(await bytesOf(response)).toHaveLength(0);
    }
  });
});

describe('a part of a document', () => {
  test.each([
    ['bytes=0-0', 0, 1],
    ['bytes=99990-100010', 99_990, 100_011],
    ['bytes=499999-500000', 499_999, 500_001],
    ['bytes=50000-950000', 50_000, 950_001],
    ['bytes=-10', 999_990, 1_000_000],
    ['bytes=999999-', 999_999, 1_000_000],
    ['bytes=0-', 0, 1_000_000],
    ['bytes=900000-99999999', 900_000, 1_000_000],
  ])('%s, across pieces and files', async (range, from, to) => {
    await start();
    const response = await get({ range });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/1000000`);
    expect(response.headers.get('content-length')).toBe(String(to - from));
    expect(response.headers.get('etag')).toBe('"v1"');
    expect((await bytesOf(response)).equals(ALL.subarray(from, to))).toBe(true);
  });

  test.each(['bytes=1000000-', 'bytes=-0'])('%s is refused, and the length told', async (range) => {
    await start();
    const response = await get({ range });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */1000000');
    expect(await response.json()).toMatchObject({ code: 'range_not_satisfiable' });
  });

  test.each(['bytes=0-1,5-6', 'bytes=9-2', 'lines=1-2'])('%s gets the whole', async (range) => {
    await start();
    const response = await get({ range });
    expect(response.status).toBe(200);
    expect(response.headers.has('content-range')).toBe(false);
    expect(await bytesOf(response)).toHaveLength(1_000_000);
  });

  test('only of the version that the client has the rest of; of another one it gets the whole', async () => {
    await start();
    const range = 'bytes=10-19';
    expect((await bytesOf(await get({ range, 'if-range': '"v1"' }))).length).toBe(10);
    const response = await get({ range, 'if-range': '"v0"' });
    expect([response.status, (await bytesOf(response)).length]).toEqual([200, 1_000_000]);
  });

  test('and not at all when nothing changed, or when another version was demanded', async () => {
    await start();
    const unchanged = await get({ range: 'bytes=10-19', 'if-none-match': '"v1"' });
    expect(unchanged.status).toBe(304);
    expect(unchanged.headers.get('etag')).toBe('"v1"');
    expect(unchanged.headers.get('cache-control')).toBe('public, max-age=60');
    expect(unchanged.headers.has('content-length')).toBe(false);
    const demanded = await get({ range: 'bytes=10-19', 'if-match': '"v0"' });
    expect(demanded.status).toBe(412);
    expect(await demanded.json()).toMatchObject({ code: 'precondition_failed' });
  });
});

test('what a handler refuses is a problem, floods are refused before it is asked, and other methods are not there', async () => {
  let refused = 0;
  let flooding = false;
  rig = await startHttpRig({
    floodgate: {
      isBanned: () => false,
      take: async () => {
        if (flooding) throw new AppError('too_many_requests', { retryAfterS: 7 });
      },
      takeUpload: async () => undefined,
      noteRefusal: () => {
        refused += 1;
      },
    },
    register: (registrar) =>
      registrar.addDocument({ path: '/files/:file', access: 'public' }, async ({ caller }) => {
        expect(caller).toBeNull();
        throw new AppError('not_found');
      }),
  });
  const missing = await get();
  expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  expect((await get({}, 'DELETE')).status).toBe(404);
  flooding = true;
  const flood = await get();
  expect([flood.status, flood.headers.get('retry-after')]).toEqual([429, '7']);
  expect(refused).toBe(1);
});
