import type { CheckId } from '@livestreamer/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { type ProxyFaults, startWrongProxy, type WrongProxy } from '../../testing/wrong-proxy.ts';
import { checksBehind, checksWith, SECRET, settingsFor, troubles } from './doctor-rig.ts';
import type { DoctorSettings } from './index.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: { SESSION_SECRET: SECRET, TRUSTED_PROXIES: 'loopback' } });
});
afterAll(() => server.stop());

test('behind a proxy that does what it should, all is well', async () => {
  const checks = await checksBehind(server, {});
  expect(troubles(checks)).toEqual([]);
  expect([...checks.keys()].filter((id) => checks.get(id)?.state === 'ok')).toEqual([
    ...['ports', 'file-descriptors', 'clock', 'disk', 'reach', 'addresses', 'scheme', 'headers', 'websocket'],
    ...['events', 'audio', 'uploads', 'upload-size', 'sources'],
  ]);
});

/** What a proxy does wrong, which checks find it, what the first of them says, and a line that it gives to paste. */
const WRONG: readonly {
  readonly what: string;
  readonly faults: ProxyFaults;
  readonly found: readonly CheckId[];
  readonly says: RegExp;
  readonly paste: string;
  /** Without it 400: most shows at once. */
  readonly holdMs?: number;
}[] = [
  {
    what: 'gathers replies',
    faults: { buffersReplies: true },
    holdMs: 4_000,
    found: ['events', 'audio'],
    says: /is gathered on the way, and comes up to [1-4]\.\d s late/,
    paste: 'proxy_buffering off;',
  },
  {
    what: 'gathers requests',
    faults: { buffersRequests: true },
    holdMs: 4_000,
    found: ['uploads'],
    says: /^Audio from a source is gathered on the way/,
    paste: 'proxy_request_buffering off;',
  },
  {
    what: 'lets no WebSocket through',
    faults: { dropsUpgrade: true },
    found: ['websocket'],
    says: /^A WebSocket is not let through: the answer is 404/,
    paste: 'proxy_set_header Upgrade $http_upgrade;',
  },
  {
    what: 'takes no more than a megabyte',
    faults: { limitsBodyBytes: 1_048_576 },
    found: ['uploads', 'upload-size'],
    says: /^The proxy takes no more than about 1\.\d MB from a source \(413\): at 128 kbps that is a show of \d\d s/,
    paste: 'client_max_body_size 0;',
  },
  {
    what: 'does not say who calls',
    faults: { forgetsForwardedFor: true },
    found: ['addresses'],
    says: /^The proxy does not say who calls: to the server everybody is 127\.0\.0\.1/,
    paste: 'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
  },
  {
    what: 'does not say who listens',
    faults: { forgetsForwardedFor: true, onlyUnder: '/stream' },
    found: ['addresses'],
    says: /^The proxy does not say who calls: .* It is so under \/stream\.$/,
    paste: 'proxy_set_header Host $http_host;',
  },
  {
    what: 'does not say who is on a WebSocket',
    faults: { forgetsForwardedFor: true, onlyUnder: '/api/v1/realtime' },
    found: ['addresses'],
    says: /^The proxy does not say who calls: .* It is so under \/api\/v1\/realtime\.$/,
    paste: 'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
  },
  {
    what: 'leaves what Connection names, and does not say who calls',
    faults: { leavesHops: true, forgetsForwardedFor: true },
    found: ['addresses'],
    says: /^The proxy does not say who calls/,
    paste: 'TRUSTED_PROXIES=loopback',
  },
  {
    what: 'believes what callers say of their address',
    faults: { passesSpoofedFor: true },
    found: ['addresses'],
    says: /^The proxy passes on who callers claim to be/,
    paste: 'proxy_set_header X-Forwarded-For $remote_addr;',
  },
  {
    what: 'tells another scheme',
    faults: { scheme: 'https' },
    found: ['scheme'],
    says: /^The proxy says that people come by https; they come by http\.$/,
    paste: 'proxy_set_header X-Forwarded-Proto $scheme;',
  },
  {
    what: 'tells another host',
    faults: { host: 'inside' },
    found: ['scheme', 'websocket'],
    says: /^The server sees the host inside where people see 127\.0\.0\.1:\d+/,
    paste: 'proxy_set_header Host $http_host;',
  },
  {
    what: 'keeps passwords for itself',
    faults: { dropsHeaders: ['authorization'] },
    found: ['headers'],
    says: /^The proxy drops authorization: DJ tools cannot sign in/,
    paste: 'proxy_pass_request_headers on;',
  },
  {
    what: 'keeps passwords of sources for itself',
    faults: { dropsHeaders: ['authorization'], onlyUnder: '/stream' },
    found: ['headers'],
    says: /^The proxy drops authorization: DJ tools cannot sign in\. It is so under \/stream\.$/,
    paste: 'proxy_pass_request_headers on;',
  },
  {
    what: 'drops cookies on the way in',
    faults: { dropsHeaders: ['cookie'] },
    found: ['headers'],
    says: /^The proxy drops cookie: nobody stays signed in/,
    paste: 'proxy_pass_request_headers on;',
  },
  {
    what: 'drops cookies on the way out',
    faults: { dropsSetCookie: true },
    found: ['headers'],
    says: /^The proxy drops the cookies that the server sets/,
    paste: 'proxy_pass_request_headers on;',
  },
  {
    what: 'answers from a cache',
    faults: { caches: true },
    found: ['headers'],
    says: /^The proxy answers from a cache what must never be kept/,
    paste: 'proxy_pass_request_headers on;',
  },
  {
    what: 'does not reach the server',
    faults: { answers: { status: 502 } },
    found: ['reach'],
    says: /^A proxy answers at http:\S+, and does not reach the server \(502\)/,
    paste: 'reverse_proxy 127.0.0.1:',
  },
  {
    what: 'sends people elsewhere',
    faults: { answers: { status: 301, headers: { location: 'https://www.radio.example/' } } },
    found: ['reach'],
    says: /sends people on to https:\/\/www\.radio\.example\//,
    paste: 'PUBLIC_URL=https://www.radio.example',
  },
  {
    what: 'belongs to somebody else',
    faults: { answers: { status: 200 } },
    found: ['reach'],
    says: /does not lead to this server: somebody else answers \(200\)/,
    paste: 'proxy_pass http://127.0.0.1:',
  },
];

describe('of a proxy that', () => {
  const wrong = WRONG.map((one) => [one.what, one] as const);
  test.for(wrong)('%s, that is said, and nothing else', async ([, { found, says, paste, ...wrong }]) => {
    const checks = await checksBehind(server, { ...wrong.faults, holdMs: wrong.holdMs ?? 400 });
    expect(troubles(checks)).toEqual(found);
    for (const id of found) expect(checks.get(id)?.advice).toEqual(expect.stringMatching(/\S/));
    const [first] = found.map((id) => checks.get(id));
    expect(first?.sentence).toMatch(says);
    expect(first?.advice).toContain(paste);
  });

  test('cuts what takes long, each of these is said', async () => {
    const checks = await checksBehind(server, { cutsAfterMs: 2_000, holdMs: 8_000 });
    expect(troubles(checks)).toEqual(expect.arrayContaining(['websocket', 'events', 'audio', 'uploads']));
    expect(checks.get('audio')?.sentence).toMatch(/^Audio is cut after \d\.\d s, in the middle/);
    expect(checks.get('uploads')?.sentence).toMatch(/^A source is cut after \d\.\d (s|MB)/);
    expect(checks.get('websocket')?.sentence).toMatch(/^A WebSocket that says little is cut after \d\.\d s/);
  });
});

describe('where a proxy stands before the server, DJ tools', () => {
  let proxy: WrongProxy;
  beforeAll(async () => {
    const { hostname: host, port } = new URL(server.baseUrl);
    proxy = await startWrongProxy({ target: { host, port: Number(port) } });
  });
  afterAll(() => proxy.close());

  test.for<[string, () => Partial<DoctorSettings>, RegExp, string]>([
    [
      'that have no port of their own: the lines for one are given',
      () => ({ port: 1 }),
      /^DJ tools \(butt, Mixxx, ffmpeg\) cannot come/,
      'proxy_pass 127.0.0.1:1;',
    ],
    [
      'that have one which no page names: the setting is given',
      () => ({}),
      /^DJ tools .* can come by http:\S+, past the proxy, but pages send them to PUBLIC_URL/,
      'LIVESTREAMER_SOURCE_URL=http://127.0.0.1:',
    ],
    [
      'that are sent where nothing listens',
      () => ({ sourceUrl: 'http://127.0.0.1:1' }),
      /^http:\S+, where pages send DJ tools, does not lead to the server: nothing listens there/,
      'stream {',
    ],
    [
      'that are sent through another HTTP proxy',
      () => ({ sourceUrl: proxy.origin.replace('127.0.0.1', 'localhost') }),
      /^http:\S+, where pages send DJ tools, leads through an HTTP proxy/,
      'proxy_protocol on;',
    ],
  ])('%s', async ([, settings, says, paste]) => {
    const over = { publicUrl: proxy.origin, ...settings() };
    const checks = await checksWith(settingsFor(server.baseUrl, over), 400);
    expect(troubles(checks)).toEqual(['sources']);
    expect(checks.get('sources')?.sentence).toMatch(says);
    expect(checks.get('sources')?.advice).toContain(paste);
  });
});

test('where no proxy stands before the server, TRUSTED_PROXIES should name none', async () => {
  const checks = await checksWith(settingsFor(server.baseUrl, { publicUrl: server.baseUrl }), 1_000);
  expect(troubles(checks)).toEqual(['addresses']);
  expect(checks.get('addresses')?.sentence).toMatch(/^No proxy stands before .* TRUSTED_PROXIES names 127\.0\.0\.1/);
  expect(checks.get('sources')?.sentence).toMatch(/^DJ tools \(butt, Mixxx, ffmpeg\) connect to 127\.0\.0\.1:/);
});
