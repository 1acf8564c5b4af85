import { FAREWELL_HEADER } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { eventually } from '../../testing/source-eventually.ts';
import { connectionAt, countUp, uplinkFixture } from '../../testing/uplink-fixture.ts';

const fixture = uplinkFixture();

const goOnAir = async () => {
  const { peer, source } = fixture();
  source.push(10);
  await eventually('all sent', () => peer.connections[0]?.indices().length === 10);
  return { peer, source };
};

test('a cut line is found again, at a frame border, with what was played meanwhile', async () => {
  const { peer, source } = await goOnAir();
  connectionAt(peer, 0).cut();
  await eventually('noticed', () => source.uplink.state.kind === 'waiting');
  source.push(50);
  source.clock.advance(500);
  await eventually('back', () => peer.connections[1]?.indices().length === 50);
  expect(connectionAt(peer, 1).indices()).toEqual(countUp(10, 50));
  expect(connectionAt(peer, 1).skippedBytes()).toBe(0);
  expect(source.uplink.figures).toMatchObject({ timesOnAir: 2, droppedMs: 0 });
});

test('many cuts in the middle of a flood: each connection begins at a frame border and no frame comes twice', async () => {
  const { peer, source } = fixture();
  source.push(1);
  for (let round = 0; round < 8; round += 1) {
    const connection = await eventually('a connection', () => peer.connections[round]);
    await eventually('on air', () => source.uplink.state.kind === 'on-air');
    source.push(100);
    await eventually('some frames', () => connection.indices().length > 20);
    connection.cut();
    await eventually('noticed', () => source.uplink.state.kind === 'waiting');
    source.push(1);
    source.clock.advance(10_000);
  }
  const all = peer.connections.flatMap((connection) => connection.indices());
  expect(peer.connections.map((connection) => connection.skippedBytes())).toEqual(peer.connections.map(() => 0));
  expect(all).not.toContain(null);
  expect(all).toEqual([...new Set(all)].sort((a, b) => Number(a) - Number(b)));
});

test('away for long: the newest three seconds are kept, the rest is dropped and counted', async () => {
  const { peer, source } = await goOnAir();
  connectionAt(peer, 0).cut();
  await eventually('noticed', () => source.uplink.state.kind === 'waiting');
  source.push(500);
  source.clock.advance(500);
  // 3 s are 114 frames of 26.12 ms.
  await eventually('back', () => peer.connections[1]?.indices().length === 114);
  expect(connectionAt(peer, 1).indices()).toEqual(countUp(10 + 500 - 114, 114));
  expect(source.uplink.figures.droppedMs).toBeCloseTo(386 * 26.122, 0);
});

test('a server that is down is tried for ever, less and less often', async () => {
  const { peer, source } = await goOnAir();
  peer.behave({ kind: 'refuse', status: 503, code: 'unavailable' });
  connectionAt(peer, 0).cut();
  const waitsMs = [500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000];
  for (const [index, waitMs] of waitsMs.entries()) {
    await eventually('refused', () => source.uplink.state.kind === 'waiting');
    source.push(1);
    source.clock.advance(waitMs - 1);
    expect(peer.connections).toHaveLength(1 + index);
    source.clock.advance(1);
    await eventually('the next attempt', () => peer.connections.length === 2 + index);
  }
  expect(source.uplink.state).not.toMatchObject({ kind: 'refused' });
});

test('after a connection that held, the first wait is short again', async () => {
  const { peer, source } = await goOnAir();
  for (const [index, onAirMs, waitMs] of [
    [0, 0, 500],
    [1, 0, 1_000],
    [2, 5_000, 500],
  ] as const) {
    await eventually('on air', () => source.uplink.state.kind === 'on-air');
    source.clock.advance(onAirMs);
    connectionAt(peer, index).cut();
    await eventually('noticed', () => source.uplink.state.kind === 'waiting');
    source.push(1);
    source.clock.advance(waitMs);
    await eventually('the next', () => peer.connections.length === index + 2);
  }
});

test('a server that says nothing to the head is left after 10 s', async () => {
  const { peer, source } = fixture();
  peer.behave({ kind: 'ignore' });
  source.push(1);
  await eventually('a connection', () => peer.connections[0]);
  source.clock.advance(9_999);
  expect(source.uplink.state.kind).toBe('connecting');
  source.clock.advance(1);
  expect(source.uplink.state).toEqual({ kind: 'waiting', why: 'The server does not answer.', answered: false });
  await eventually('closed', () => connectionAt(peer, 0).closed);
});

test('a line that takes nothing for 5 s is dead and is replaced', async () => {
  const { peer, source } = fixture();
  peer.behave({ kind: 'stall' });
  source.push(1);
  await eventually('on air', () => source.uplink.state.kind === 'on-air');
  // Until the operating system's buffers for this connection are full.
  let before = -1;
  await eventually(
    'nothing moves',
    () => {
      const stuck = before === source.uplink.figures.sentBytes && source.uplink.figures.droppedMs > 3_000;
      before = source.uplink.figures.sentBytes;
      source.push(500);
      return stuck;
    },
    { deadlineMs: 30_000 },
  );
  peer.behave({ kind: 'take' });
  const { droppedMs } = source.uplink.figures;
  source.clock.advance(5_000);
  expect(source.uplink.state).toEqual({ kind: 'waiting', why: expect.stringMatching(/line is dead/), answered: false });
  expect(source.uplink.figures.droppedMs).toBeGreaterThan(droppedMs); // the piece that was under way
  source.clock.advance(500);
  await eventually('audio again', () => (peer.connections[1]?.indices().length ?? 0) > 0);
  expect(connectionAt(peer, 1).skippedBytes()).toBe(0);
});

test('a sign-in that ends in the middle of the show does not end the show: the next one counts', async () => {
  const { peer, source } = await goOnAir();
  source.clock.advance(2_000);
  peer.behave({ kind: 'refuse', status: 401, code: 'not_signed_in' });
  connectionAt(peer, 0).cut();
  await eventually('noticed', () => source.uplink.state.kind === 'waiting');
  source.push(1);
  source.clock.advance(500);
  await eventually('refused', () => source.states.some((state) => state.kind === 'waiting' && /login/.test(state.why)));
  source.signInAs('livestreamer_session=second');
  peer.behave({ kind: 'take' });
  source.clock.advance(1_000);
  await eventually('on air', () => source.uplink.state.kind === 'on-air');
  expect(connectionAt(peer, 2).headers.cookie).toBe('livestreamer_session=second');
});

test('an answer in the middle of the show is a lost line, whatever its status', async () => {
  const { peer, source } = await goOnAir();
  connectionAt(peer, 0).answer(200);
  await eventually('noticed', () => source.uplink.state.kind === 'waiting');
  expect(source.uplink.state).toMatchObject({ why: 'The server ended the connection.' });
});

test('an answer that never ends is a dead line', async () => {
  const { peer, source } = await goOnAir();
  connectionAt(peer, 0).mumble();
  await eventually('not taken any more', () => {
    source.push(1);
    source.clock.advance(500);
    return source.uplink.state.kind === 'waiting';
  });
  expect(source.uplink.state).toMatchObject({ why: expect.stringContaining('The line is dead') });
});

test('a source that is replaced by a newer one of the same account does not fight for the station', async () => {
  const { peer, source } = await goOnAir();
  connectionAt(peer, 0).answer(403, 'source_replaced');
  await eventually('noticed', () => source.uplink.state.kind === 'refused');
  expect(source.uplink.state).toMatchObject({ why: expect.stringContaining('has taken over') });
  source.clock.advance(60_000);
  expect(peer.connections).toHaveLength(1);
});

test('without sound it does not come back: a source that sends nothing would be sent away', async () => {
  const { peer, source } = await goOnAir();
  connectionAt(peer, 0).cut();
  await eventually('noticed', () => source.uplink.state.kind === 'waiting');
  source.clock.advance(60_000);
  expect(source.uplink.state.kind).toBe('idle');
  expect(peer.connections).toHaveLength(1);
  source.push(1);
  await eventually('back with the first sound', () => peer.connections[1]?.receivedBytes);
});

test('an end without sound and without a line tells the server all the same', async () => {
  const { peer, source } = await goOnAir();
  connectionAt(peer, 0).cut();
  await eventually('noticed', () => source.uplink.state.kind === 'waiting');
  source.clock.advance(60_000);
  await source.uplink.end();
  expect(connectionAt(peer, 1).finished).toBe(true);
  expect(source.uplink.state).toEqual({ kind: 'ended', clean: true });
});

test('an end while the line is away makes one last attempt, so that the server need not wait', async () => {
  const { peer, source } = await goOnAir();
  connectionAt(peer, 0).cut();
  await eventually('noticed', () => source.uplink.state.kind === 'waiting');
  source.push(5);
  await source.uplink.end();
  expect(connectionAt(peer, 1)).toMatchObject({ finished: true, headers: { [FAREWELL_HEADER]: '1' } });
  expect(connectionAt(peer, 0).headers).not.toHaveProperty(FAREWELL_HEADER);
  expect(connectionAt(peer, 1).indices()).toEqual(countUp(10, 5));
  expect(source.uplink.state).toEqual({ kind: 'ended', clean: true });
});

test('an end while somebody else of the account has gone on is theirs to make', async () => {
  const { peer, source } = await goOnAir();
  peer.behave({ kind: 'refuse', status: 403, code: 'source_replaced' });
  connectionAt(peer, 0).cut();
  await eventually('noticed', () => source.uplink.state.kind === 'waiting');
  await source.uplink.end();
  expect(source.uplink.state).toMatchObject({ kind: 'refused', why: expect.stringContaining('has taken over') });
});

test('an end while nobody answers is an end', async () => {
  const { peer, source } = await goOnAir();
  peer.behave({ kind: 'refuse', status: 503 });
  connectionAt(peer, 0).cut();
  await eventually('noticed', () => source.uplink.state.kind === 'waiting');
  await source.uplink.end();
  expect(source.uplink.state).toEqual({ kind: 'ended', clean: false });
});
