import { defineRoute, PROBLEM_MEDIA_TYPE, problemSchema } from '@livestreamer/contracts';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type HttpRig, startHttpRig } from '../../../testing/http-rig.ts';
import { connectPeer } from '../../../testing/socket-peer.ts';
import { AppError } from '../errors.ts';

const echo = defineRoute({
  name: 'echo',
  method: 'POST',
  path: '/api/v1/echo/:id',
  access: 'public',
  summary: 'Says the same.',
  params: z.object({ id: z.uuid() }),
  body: z.object({ text: z.string().max(10), times: z.number().int() }),
  status: 200,
  reply: z.object({ text: z.string().max(10) }),
});

const ID = '2f1f8f0e-3b0f-4b62-9d5e-0f6a3b1c2d3e';
let rig: HttpRig;
afterEach(() => rig.stop());

type Answer = (text: string) => { text: string };

/** What the handler was given. */
let given: unknown;
const startEcho = async (answer: Answer = (text) => ({ text })): Promise<void> => {
  const answerTo = async ({ body }: { body: { text: string } }) => {
    given = body;
    return answer(body.text);
  };
  rig = await startHttpRig({ register: (registrar) => registrar.add(echo, answerTo) });
};

const post = (body: string, { path = `/api/v1/echo/${ID}`, type = 'application/json' } = {}): Promise<Response> => {
  const headers: HeadersInit = type === '' ? {} : { 'content-type': type };
  return fetch(`${rig.baseUrl}${path}`, { method: 'POST', headers, body: Buffer.from(body) });
};

const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe(PROBLEM_MEDIA_TYPE);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  expect(problem.id).toMatch(/^[\w-]{12}$/);
  return problem;
};

test('a good request is answered, and what the reply does not promise is left out', async () => {
  await startEcho((text) => {
    const account = { text, passwordHash: 'secret' };
    return account;
  });
  const response = await post('{"text":"hi","times":1,"more":true}');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ text: 'hi' });
  expect(given, 'nor does the route hear of more than it asked for').toEqual({ text: 'hi', times: 1 });
});

test('every wrong field is named', async () => {
  await startEcho();
  const problem = await problemOf(await post('{"text":"much too long","times":1.5}'));
  expect(problem.code).toBe('validation_failed');
  expect(problem.fields?.map(({ path }) => path)).toEqual(['text', 'times']);
});

test.each([
  ['JSON that is none', '{"text', {}, 400, 'bad_request'],
  ['no body', '', {}, 400, 'bad_request'],
  ['another media type', 'hi', { type: 'text/plain' }, 415, 'unsupported_media_type'],
  ['no media type', '{"text":"hi","times":1}', { type: '' }, 415, 'unsupported_media_type'],
  ['a prototype', '{"text":"hi","times":1,"__proto__":{"admin":true}}', {}, 400, 'bad_request'],
  ['a constructor', '{"text":"hi","times":1,"constructor":{"prototype":{"admin":true}}}', {}, 400, 'bad_request'],
  ['a body over the limit', `{"text":"${'x'.repeat(300_000)}"}`, {}, 413, 'too_large'],
  ['a parameter of the wrong shape', '{"text":"hi","times":1}', { path: '/api/v1/echo/7' }, 400, 'validation_failed'],
  ['a path that is nowhere', '{}', { path: '/api/v1/nowhere' }, 404, 'not_found'],
  ['a path that cannot be decoded', '{}', { path: '/%zz' }, 400, 'bad_request'],
])('%s is a problem with a code', async (_, body, request, status, code) => {
  await startEcho();
  const response = await post(body, request);
  expect(response.status).toBe(status);
  expect((await problemOf(response)).code).toBe(code);
});

test('a foreseen error is told with its own words', async () => {
  await startEcho(() => {
    throw new AppError('unavailable', { message: 'Too many at once.', retryAfterS: 7 });
  });
  const response = await post('{"text":"hi","times":1}');
  expect(response.headers.get('retry-after')).toBe('7');
  expect(await problemOf(response)).toMatchObject({ status: 503, code: 'unavailable', message: 'Too many at once.' });
});

const breakDown: Answer = () => {
  throw new Error('password hunter2 in /etc/secret');
};

test.each([
  ['an error', breakDown],
  ['an answer that breaks its own promise', () => ({ text: 'longer than the schema allows: hunter2' })],
])('%s nobody foresaw reveals nothing, and is found in the log by its id', async (_, answer) => {
  await startEcho(answer);
  const response = await post('{"text":"hi","times":1}');
  const problem = await problemOf(response);
  expect(problem).toMatchObject({ status: 500, code: 'internal', message: 'Something went wrong on the server.' });
  expect(JSON.stringify(problem)).not.toMatch(/hunter2|secret|schema/);
  expect(rig.complaints).toEqual([
    expect.objectContaining({ id: problem.id, code: 'internal', route: '/api/v1/echo/:id', err: expect.any(Error) }),
  ]);
});

test('bytes that are not HTTP get a problem too, and are closed', async () => {
  await startEcho();
  const peer = await connectPeer(rig.port);
  peer.say('GARBAGE\r\n\r\n');
  expect(await peer.head()).toMatch(/^HTTP\/1\.1 400 .+application\/problem\+json/s);
  await peer.closed();
  expect(problemSchema.parse(JSON.parse(peer.body().toString())).code).toBe('bad_request');
});
