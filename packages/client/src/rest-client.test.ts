import { createFakeClock } from '@livestreamer/clock';
import { getStation, listStations, setStationArtwork, signIn, signOut, whoAmI } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { createCookieKeeper } from './cookie-keeper.ts';
import { createRestClient } from './rest-client.ts';

const station = {
  slug: 'club',
  name: 'Club',
  default: true,
  accent: null,
  artwork: null,
  live: null,
  about: '',
  links: [],
  heartsFrom: 'everyone',
  downloads: false,
  archive: false,
  editable: false,
};

interface Asked {
  url: string;
  init: RequestInit | undefined;
}

/** A client whose server gives one answer and keeps what it was asked. */
const set = (answer: () => Response | Promise<Response>) => {
  const asked: Asked[] = [];
  const clock = createFakeClock();
  const cookies = createCookieKeeper('a=1');
  const client = createRestClient({
    baseUrl: 'http://radio.example/',
    cookies,
    clock,
    timeoutMs: 5_000,
    fetch: async (url, init) => {
      asked.push({ url: String(url), init });
      return answer();
    },
  });
  return { client, asked, clock, cookies };
};

const problem = (status: number, body: Record<string, unknown>) => () =>
  new Response(JSON.stringify({ type: 'about:blank', title: 't', status, ...body }), {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  });

test('parameters and query go into the address, the reply comes back by its schema', async () => {
  const { client, asked, clock } = set(() => Response.json({ ...station, secret: 'x' }));
  expect(await client.call(getStation, { params: { station: 'a/b' } })).toEqual(station);
  expect(asked[0]?.url).toBe('http://radio.example/api/v1/stations/a%2Fb');
  expect(clock.pending()).toBe(0);
});

test('what is undefined is left out of the query', async () => {
  const { client, asked } = set(() => Response.json({ items: [station], next: null }));
  await client.call(listStations, { query: { cursor: undefined, limit: 2 } });
  await client.call(listStations, { query: {} });
  expect(asked.map(({ url }) => url.split('/stations')[1])).toEqual(['?limit=2', '']);
});

test('a body goes as JSON, cookies go out and new ones are kept', async () => {
  const { client, asked, cookies } = set(() => {
    const headers = { 'set-cookie': 'livestreamer_session=t; Path=/; HttpOnly' };
    return new Response(null, { status: 204, headers });
  });
  expect(await client.call(signOut, {})).toBeUndefined();
  expect(asked[0]?.init?.headers).toMatchObject({ cookie: 'a=1' });
  await expect(client.call(signIn, { body: { login: 'dj', password: 'p' } })).rejects.toThrow();
  expect(asked[1]?.init).toMatchObject({
    method: 'POST',
    body: '{"login":"dj","password":"p"}',
    headers: { 'content-type': 'application/json', cookie: 'a=1; livestreamer_session=t' },
  });
  expect(cookies.header()).toBe('a=1; livestreamer_session=t');
});

test('a file goes as it is, with its media type, and has more time than a call', async () => {
  const artwork = { small: '/pictures/1-small.webp', large: '/pictures/1-large.webp' };
  const { client, asked, clock } = set(async () => {
    clock.advance(60_000);
    return Response.json(artwork);
  });
  const bytes = new Uint8Array([1, 0, 255]);
  const upload = new Blob([bytes], { type: 'image/png' });
  expect(await client.call(setStationArtwork, { params: { station: 'club' }, upload })).toEqual(artwork);
  expect(asked[0]?.init).toMatchObject({ method: 'PUT', headers: { 'content-type': 'image/png' } });
  expect(asked[0]?.init?.signal?.aborted).toBe(false);
  expect(new Uint8Array(asked[0]?.init?.body as ArrayBuffer)).toEqual(bytes); // what a file goes out as
});

test('a problem becomes an ApiError with all that it says', async () => {
  const fields = [{ path: 'login', message: 'too short' }];
  const { client } = set(problem(400, { code: 'validation_failed', message: 'No.', id: 'r1', fields }));
  await expect(client.call(whoAmI, {})).rejects.toMatchObject({
    name: 'ApiError',
    status: 400,
    code: 'validation_failed',
    message: 'No.',
    id: 'r1',
    fields,
  });
});

test.each([
  [400, 'bad_request'],
  [401, 'not_signed_in'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [408, 'unavailable'],
  [409, 'bad_request'],
  [413, 'too_large'],
  [415, 'unsupported_media_type'],
  [418, 'bad_request'],
  [429, 'unavailable'],
  [431, 'head_too_large'],
  [500, 'internal'],
  [501, 'not_implemented'],
  [502, 'unavailable'],
  [503, 'unavailable'],
  [504, 'unavailable'],
  [599, 'internal'],
])('a page of a proxy with status %i becomes %s', async (status, code) => {
  const { client } = set(() => new Response('<html>', { status }));
  await expect(client.call(whoAmI, {})).rejects.toMatchObject({ status, code, id: null, fields: [] });
});

test('a code that only newer programs know becomes the one of its status', async () => {
  const { client } = set(problem(403, { code: 'moon_phase', message: 'Full moon.', id: 'r1' }));
  await expect(client.call(whoAmI, {})).rejects.toMatchObject({ code: 'forbidden', message: 'Full moon.', id: 'r1' });
});

test('a reply of another shape, or none at all, is an error and not a wrong value', async () => {
  const wrong = set(() => Response.json({ ...station, live: 7 }));
  await expect(wrong.client.call(getStation, { params: { station: 'club' } })).rejects.toMatchObject({
    status: 200,
    code: 'internal',
  });
  const page = set(() => new Response('<html>', { status: 200 }));
  await expect(page.client.call(whoAmI, {})).rejects.toMatchObject({ code: 'internal' });
});

test('no answer at all is a network error', async () => {
  const { client, clock } = set(() => Promise.reject(new TypeError('fetch failed')));
  await expect(client.call(whoAmI, {})).rejects.toMatchObject({ status: 0, code: 'network' });
  expect(clock.pending()).toBe(0);
});

test('an answer that does not come, or not to its end, in time is a timeout', async () => {
  const clock = createFakeClock();
  const waiting: (() => void)[] = [];
  const client = createRestClient({
    baseUrl: '',
    clock,
    timeoutMs: 5_000,
    fetch: async (_url, init) =>
      new Response(
        new ReadableStream({
          start: (body) => {
            init?.signal?.addEventListener('abort', () => body.error(init.signal?.reason));
            for (const go of waiting) go();
          },
        }),
      ),
  });
  const asked = new Promise<void>((resolve) => waiting.push(resolve));
  const call = client.call(whoAmI, {});
  const outcome = expect(call).rejects.toMatchObject({ status: 0, code: 'timeout' });
  await asked;
  clock.advance(5_000);
  await outcome;
});
