import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { type HttpRig, startHttpRig } from '../../../testing/http-rig.ts';
import { connectPeer } from '../../../testing/socket-peer.ts';
import { AppError } from '../errors.ts';

const GIVEN = '9f1c2d3e-4b5a-6978-8796-a5b4c3d2e1f0';

let rig: HttpRig;
afterEach(() => rig.stop());

const idFor = async (given?: string): Promise<string | null> => {
  const headers: Record<string, string> = given === undefined ? {} : { 'x-request-id': given };
  const answer = await fetch(`${rig.baseUrl}/health`, { headers });
  return answer.headers.get('x-request-id');
};

test('a request has the id that a trusted proxy gave it, if that is one', async () => {
  rig = await startHttpRig({ isTrustedProxy: (address) => address === '127.0.0.1' });
  expect(await idFor(GIVEN)).toBe(GIVEN);
  for (const bad of ['short', 'a'.repeat(65), 'with spaces in it', '{"level":"error"}', '../../etc/passwd'])
    expect(await idFor(bad)).toMatch(/^[A-Za-z0-9_-]{8,40}$/);
  expect(await idFor()).not.toBe(await idFor());
});

test('from anybody else an id is not taken', async () => {
  rig = await startHttpRig();
  expect(await idFor(GIVEN)).not.toBe(GIVEN);
});

test('a problem, its answer and the log have one id', async () => {
  const takeUpload = async () => undefined;
  const take = () => Promise.reject(new AppError('internal', { cause: new Error('a disk broke') }));
  rig = await startHttpRig({
    floodgate: { isBanned: () => false, take, takeUpload, noteRefusal: () => undefined },
    register: ({ addDocument }) => addDocument({ path: '/file', access: 'public' }, () => Promise.reject(new Error())),
  });
  const answer = await fetch(`${rig.baseUrl}/file`);
  const { id } = await answer.json();
  expect(answer.headers.get('x-request-id')).toBe(id);
  expect(rig.complaints).toMatchObject([{ id }]);
});

test('what is no HTTP has an id in its answer as well', async () => {
  rig = await startHttpRig();
  const peer = await connectPeer(rig.port);
  peer.say('GET /health HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n');
  const head = await peer.head();
  if (!peer.socket.destroyed) await once(peer.socket, 'close');
  const [, id] = /x-request-id: (\S+)/i.exec(head) ?? [];
  expect(JSON.parse(peer.body().toString())).toMatchObject({ id });
});
