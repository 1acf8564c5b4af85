import { expect, test } from 'vitest';
import { eventually } from '../../testing/source-eventually.ts';
import { connectionAt, countUp, uplinkFixture } from '../../testing/uplink-fixture.ts';

const fixture = uplinkFixture();

test('connects with the first frame and not before', async () => {
  const { peer, source } = fixture();
  expect(source.uplink.state.kind).toBe('idle');
  source.push(1);
  await eventually('a connection', () => peer.connections[0]);
});

test('asks first, with its cookie, and sends a chunked PUT', async () => {
  const { peer, source } = fixture();
  source.push(1);
  await eventually('on air', () => source.uplink.state.kind === 'on-air');
  const { method, path, headers } = connectionAt(peer, 0);
  expect([method, path]).toEqual(['PUT', '/stream']);
  expect(headers).toMatchObject({
    expect: '100-continue',
    'transfer-encoding': 'chunked',
    'content-type': 'audio/mpeg',
    cookie: 'livestreamer_session=first',
  });
});

test('no byte of audio leaves before the server said 100', async () => {
  const { peer, source } = fixture();
  peer.behave({ kind: 'ignore' });
  source.push(20);
  const connection = await eventually('a connection', () => peer.connections[0]);
  source.push(20);
  expect(source.uplink.figures.sentBytes).toBe(0);
  connection.accept();
  await eventually('all frames', () => connection.indices().length === 40);
  expect(connection.indices()).toEqual(countUp(0, 40));
});

test('every frame arrives whole and in order, and the figure is what arrived', async () => {
  const { peer, source } = fixture();
  source.push(1);
  const connection = await eventually('a connection', () => peer.connections[0]);
  for (let round = 1; round <= 20; round += 1) {
    source.push(50);
    await eventually('the round', () => connection.indices().length === 1 + round * 50);
  }
  expect(connection.indices()).toEqual(countUp(0, 1001));
  expect(connection.skippedBytes()).toBe(0);
  await eventually('the figure', () => source.uplink.figures.sentBytes === connection.receivedBytes);
  expect(source.uplink.figures.droppedMs).toBe(0);
});

test('the end sends what waits and the terminating chunk', async () => {
  const { peer, source } = fixture();
  source.push(1);
  await eventually('on air', () => source.uplink.state.kind === 'on-air');
  source.push(100);
  await source.uplink.end();
  const connection = connectionAt(peer, 0);
  expect(connection.finished).toBe(true);
  expect(connection.indices()).toEqual(countUp(0, 101));
  expect(source.uplink.state).toEqual({ kind: 'ended', clean: true });
});

test('a file that is over before the server answered is sent all the same', async () => {
  const { peer, source } = fixture();
  source.push(30);
  await source.uplink.end();
  expect(connectionAt(peer, 0).indices()).toEqual(countUp(0, 30));
  expect(source.uplink.state).toEqual({ kind: 'ended', clean: true });
});

test('a server that never answers the end is left after a moment', async () => {
  const { peer, source } = fixture();
  peer.behave({ kind: 'stall' });
  source.push(1);
  await eventually('on air', () => source.uplink.state.kind === 'on-air');
  const ended = source.uplink.end();
  source.clock.advance(3_000);
  await ended;
  expect(source.uplink.state).toEqual({ kind: 'ended', clean: false });
  await eventually('the connection is closed', () => connectionAt(peer, 0).closed);
});

test('a show without a sound never connects', async () => {
  const { peer, source } = fixture();
  await source.uplink.end();
  expect(source.uplink.state.kind).toBe('ended');
  expect(peer.connections).toHaveLength(0);
});

test.each([
  [401, 'not_signed_in', /livestreamer login/],
  [403, 'forbidden', /not allowed/],
  [404, 'not_found', /no such station/],
  [415, 'unsupported_media_type', /MP3/],
])('a first answer %i %s ends it, with a sentence and without audio', async (status, code, sentence) => {
  const { peer, source } = fixture();
  peer.behave({ kind: 'refuse', status, code });
  source.push(20);
  await eventually('refused', () => source.uplink.state.kind === 'refused');
  expect(source.uplink.state).toEqual({ kind: 'refused', why: expect.stringMatching(sentence) });
  expect(connectionAt(peer, 0).receivedBytes).toBe(0);
  source.push(20);
  source.clock.advance(60_000);
  expect(peer.connections).toHaveLength(1);
});

test('a proxy that says 100 by itself does not hide that the server refuses', async () => {
  const { peer, source } = fixture();
  source.push(20);
  await eventually('on air', () => source.uplink.state.kind === 'on-air');
  source.clock.advance(1_900);
  connectionAt(peer, 0).answer(401, 'wrong_credentials');
  await eventually('refused', () => source.uplink.state.kind === 'refused');
  source.push(20);
  source.clock.advance(60_000);
  expect(peer.connections).toHaveLength(1);
});

test('a busy station is tried until it is free', async () => {
  const { peer, source } = fixture();
  peer.behave({ kind: 'refuse', status: 403, code: 'mount_busy' });
  source.push(1);
  for (const waitMs of [500, 1_000, 2_000]) {
    await eventually('refused', () => source.uplink.state.kind === 'waiting');
    if (waitMs === 2_000) peer.behave({ kind: 'take' });
    source.clock.advance(waitMs);
  }
  await eventually('on air', () => source.uplink.state.kind === 'on-air');
  expect(peer.connections).toHaveLength(4);
});
