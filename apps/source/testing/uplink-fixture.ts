import { afterEach, beforeEach, expect } from 'vitest';
import { createUplinkPeer, type PeerConnection, type UplinkPeer } from './uplink-peer.ts';
import { createUplinkUnderTest, type UplinkUnderTest } from './uplink-under-test.ts';

interface UplinkFixture {
  readonly peer: UplinkPeer;
  readonly source: UplinkUnderTest;
}

/** A peer and an uplink for each test of the file; afterwards nothing may be left running. */
export const uplinkFixture = (): (() => UplinkFixture) => {
  let fixture: UplinkFixture | null = null;
  beforeEach(async () => {
    const peer = await createUplinkPeer();
    fixture = { peer, source: createUplinkUnderTest(peer.origin) };
  });
  afterEach(async () => {
    if (!fixture) return;
    const { peer, source } = fixture;
    const ended = source.uplink.end();
    source.clock.advance(60_000);
    await ended;
    expect(source.clock.pending()).toBe(0);
    await peer.close();
    fixture = null;
  });
  return () => {
    if (!fixture) throw new Error('only inside a test');
    return fixture;
  };
};

/** `from`, `from` + 1 … */
export const countUp = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

/** The connection that came as number `index`, from 0. */
export const connectionAt = (peer: UplinkPeer, index: number): PeerConnection => {
  const connection = peer.connections[index];
  if (!connection) throw new Error(`expected ${index + 1} connections, got ${peer.connections.length}`);
  return connection;
};
