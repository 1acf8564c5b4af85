import { createServer, type Server } from 'node:http';
import { type Clock, systemClock } from '@livestreamer/clock';
import { vi } from 'vitest';
import {
  type AddressRules,
  type Audio,
  type AudioEvents,
  type AudioSettings,
  createAudio,
  DEFAULT_AUDIO_SETTINGS,
  type SourceGate,
} from '../src/audio/index.ts';
import { silentLogger } from '../src/platform/index.ts';
import { connectPeer, type Peer } from './socket-peer.ts';

/** The audio engine behind a real front door and a real HTTP server on loopback; people are played by a few fixed names. */
export interface AudioRig {
  readonly audio: Audio;
  readonly port: number;
  /** Every event so far but `listeners`, in order: `on-air`, `source-lost closed`, … */
  readonly happened: readonly string[];
  /** Counted listeners, as last told. */
  readonly listeners: number;
  /** Opens a connection and says `text`. */
  connect(text?: string): Promise<Peer>;
  /** A source of the account `dj` (or another) that has sent its head and was answered. */
  source(head?: SourceLines): Promise<Peer>;
  /** An open audio response whose head has come. */
  listener(path?: string): Promise<Peer>;
  /** From now on sources wait for their permit; the returned function lets them go on. */
  holdGate(): () => void;
  /** Sources that wait for their permit. */
  readonly heldAtGate: number;
  /** From now on no permit of this account holds; nobody is told. */
  revoke(account: string): void;
  /** From now on nobody can say whether a permit holds. */
  breakGate(): void;
  /** From now on every address is banned. */
  banEverybody(): void;
  /** From now on this address is banned; whoever is in X-Forwarded-For counts, as behind a trusted proxy. */
  ban(address: string): void;
  stop(): Promise<void>;
}

interface SourceLines {
  readonly account?: string;
  readonly method?: 'PUT' | 'SOURCE';
  readonly type?: string;
}

/** Passwords are all `pw`; `dj` and `other` may broadcast, `guest` may not; `nowhere` is no station; `broken` finds the database away. */
export const rigGate: SourceGate = async ({ station, authorization }) => {
  if (authorization === null) return { allowed: false, code: 'not_signed_in' };
  const [account = '', password] = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString().split(':');
  if (password !== 'pw') return { allowed: false, code: 'wrong_credentials' };
  if (account === 'broken') throw new Error('the database is away');
  if (account === 'guest') return { allowed: false, code: 'forbidden' };
  if (station === 'nowhere') return { allowed: false, code: 'not_found' };
  return {
    allowed: true,
    mountId: 'mount-1',
    names: ['club'],
    isDefault: true,
    ownerId: account,
    dependsOn: [account],
    stillHolds: async () => true,
  };
};

/** `Authorization` header of an account of {@link rigGate}. */
export const basic = (account: string, password = 'pw'): string =>
  `Basic ${Buffer.from(`${account}:${password}`).toString('base64')}`;

const tell = <Name extends keyof AudioEvents>(name: Name, event: AudioEvents[Name]): string =>
  'reason' in event ? `${name} ${event.reason}` : name;

/** Looks often: audio moves in milliseconds. */
export const until = (condition: () => boolean): Promise<true> =>
  vi.waitUntil(condition, { timeout: 10_000, interval: 5 });

export const startAudioRig = async (
  options: { settings?: Partial<AudioSettings>; clock?: Clock } = {},
): Promise<AudioRig> => {
  const clock = options.clock ?? systemClock;
  const settings = { ...DEFAULT_AUDIO_SETTINGS, ...options.settings };
  let opening: Promise<void> = Promise.resolve();
  let heldAtGate = 0;
  let refuseAll = false;
  const banned = new Set<string>();
  const revoked = new Set<string>();
  let isGateBroken = false;
  const stillHolds = async (account: string): Promise<boolean> => {
    if (isGateBroken) throw new Error('the database is away');
    return !revoked.has(account);
  };
  const gate: SourceGate = async (request) => {
    heldAtGate += 1;
    await opening;
    heldAtGate -= 1;
    const permit = await rigGate(request);
    return permit.allowed ? { ...permit, stillHolds: () => stillHolds(permit.ownerId) } : permit;
  };
  const addresses: AddressRules = {
    addressOf: ({ address, forwardedFor }) => forwardedFor ?? address,
    isProxy: (address) => address === '127.0.0.1',
    isBanned: (address) => refuseAll || banned.has(address),
  };
  const audio = createAudio({ gate, addresses, settings, clock, log: silentLogger });
  const http: Server = createServer((request, response) => {
    if (audio.httpDoor(request, response)) return;
    const body = request.url === '/who' ? (request.socket.remoteAddress ?? '') : 'web';
    response.writeHead(200, { 'Content-Length': body.length }).end(body);
  });
  http.on('checkContinue', (request, response) => {
    audio.httpDoor(request, response, { expectsContinue: true });
  });
  http.requestTimeout = 0;
  const door = audio.openFrontDoor(http);
  const { port } = await door.listen({ host: '127.0.0.1', port: 0 });

  const happened: string[] = [];
  let listeners = 0;
  for (const name of ['on-air', 'source-lost', 'source-back', 'off-air'] as const) {
    audio.events.on(name, (event) => happened.push(tell(name, event)));
  }
  audio.events.on('listeners', (event) => {
    listeners = event.listeners;
  });

  const peers = new Set<Peer>();
  const connect = async (text?: string): Promise<Peer> => {
    const peer = await connectPeer(port);
    peers.add(peer);
    if (text !== undefined) peer.say(text);
    return peer;
  };

  return {
    audio,
    port,
    happened,
    get listeners() {
      return listeners;
    },
    holdGate: () => {
      let release = (): void => undefined;
      opening = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    revoke: (account) => void revoked.add(account),
    breakGate: () => {
      isGateBroken = true;
    },
    get heldAtGate() {
      return heldAtGate;
    },
    banEverybody: () => {
      refuseAll = true;
    },
    ban: (address) => void banned.add(address),
    connect,
    source: async ({ account = 'dj', method = 'PUT', type = 'audio/mpeg' } = {}) => {
      const expect = method === 'PUT' ? 'Expect: 100-continue\r\n' : '';
      const version = method === 'PUT' ? 'HTTP/1.1' : 'HTTP/1.0';
      const head = `${method} /stream ${version}\r\nContent-Type: ${type}\r\nAuthorization: ${basic(account)}\r\n${expect}\r\n`;
      const peer = await connect(head);
      await peer.head();
      return peer;
    },
    listener: async (path = '/stream') => {
      const peer = await connect(`GET ${path} HTTP/1.1\r\nHost: test\r\n\r\n`);
      await peer.head();
      return peer;
    },
    stop: async () => {
      door.stop();
      await audio.shutDown();
      for (const peer of peers) peer.socket.destroy();
      http.closeAllConnections();
    },
  };
};
