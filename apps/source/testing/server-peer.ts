import type http from 'node:http';
import {
  type Account,
  type AirCheck,
  type AirWarningKind,
  ERRORS,
  type ErrorCode,
  type LiveBroadcast,
  PROBLEM_MEDIA_TYPE,
  type Problem,
  type RoomSnapshot,
  type ServerMessage,
  type Station,
} from '@livestreamer/contracts';
import { WebSocketServer } from 'ws';
import { createUplinkPeer, type UplinkPeer } from './uplink-peer.ts';

/** A server with one account, one station and a realtime room, as far as the source client needs it. */
export interface ServerPeer extends UplinkPeer {
  /** What was asked by REST: `POST /api/v1/sessions`. */
  readonly asked: string[];
  /** The sessions that are signed in. */
  readonly sessions: Set<string>;
  /** What its account may do. */
  permissions: Account['permissions'];
  /** What the second factor of the account shows; null when it has none. */
  code: string | null;
  /** What the room says is on air. */
  live: LiveBroadcast | null;
  /** What it finds wrong with the sound. */
  soundWarnings: readonly AirWarningKind[];
}

/** A room in which nobody is and nobody has said anything. */
const QUIET_ROOM: Omit<RoomSnapshot, 'live'> = {
  chat: {
    seq: 0,
    room: { open: true, writers: 'members', slowModeS: 0, clearedSeq: 0, pinned: null, announcement: null },
  },
  presence: { members: 0, visitors: 0 },
};

export const PEER_ACCOUNT = { login: 'deejay', password: 'right: with a colon' } as const;

export const createServerPeer = async (): Promise<ServerPeer> => {
  const uplink = await createUplinkPeer();
  const asked: string[] = [];
  const sessions = new Set<string>();
  const sockets = new WebSocketServer({ server: uplink.server });
  const peer: ServerPeer = {
    ...uplink,
    asked,
    sessions,
    permissions: ['station.broadcast'],
    code: null,
    live: null,
    soundWarnings: [],
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await uplink.close();
    },
  };

  sockets.on('connection', (socket) => {
    const say = (message: ServerMessage): void => socket.send(JSON.stringify(message));
    say({ type: 'welcome', connectionId: '1', heartbeatMs: 20_000, serverTime: '2026-01-01T00:00:00.000Z' });
    socket.on('message', () => {
      say({
        type: 'subscribed',
        room: 'station:main',
        epoch: '1',
        seq: 0,
        snapshot: { ...QUIET_ROOM, live: peer.live },
      });
    });
  });

  const signedIn = (request: http.IncomingMessage): boolean =>
    [...sessions].some((session) => request.headers.cookie === `livestreamer_session=${session}`);
  const account = (): Account => ({
    id: '1',
    username: PEER_ACCOUNT.login,
    email: 'deejay@example.org',
    pendingEmail: null,
    language: 'en',
    roles: [],
    permissions: peer.permissions,
  });
  const stations: Station[] = [
    { slug: 'main', name: 'Main', default: true, accent: null, artwork: null, live: null, editable: false },
  ];

  const airCheck = (): AirCheck => ({
    onAir: true,
    level: null,
    warnings: peer.soundWarnings.map((kind) => ({ kind, since: '2026-01-01T00:00:00.000Z' })),
    bitrateKbps: 128,
    audioSeconds: 60,
  });

  const signIn = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    let body = '';
    for await (const piece of request) body += piece;
    const { code, ...entered } = JSON.parse(body);
    if (JSON.stringify(entered) !== JSON.stringify(PEER_ACCOUNT)) return refuse(response, 'wrong_credentials');
    if (peer.code !== null && code === undefined) return refuse(response, 'second_factor_needed');
    if (peer.code !== null && code !== peer.code) return refuse(response, 'second_factor_wrong');
    const session = `session-${sessions.size}`;
    sessions.add(session);
    response.setHeader('set-cookie', `livestreamer_session=${session}; HttpOnly; SameSite=Lax; Path=/`);
    send(response, account());
  };

  uplink.server.on('request', (request, response) => {
    const name = `${request.method} ${request.url?.split('?')[0]}`;
    asked.push(name);
    switch (name) {
      case 'GET /health':
        return send(response, { status: 'ok' });
      case 'POST /api/v1/sessions':
        return void signIn(request, response);
      case 'DELETE /api/v1/sessions':
        sessions.clear();
        return void response.writeHead(204).end();
      case 'GET /api/v1/account':
        return signedIn(request) ? send(response, account()) : refuse(response, 'not_signed_in');
      case 'GET /api/v1/stations':
        return send(response, { items: stations, next: null });
      case 'GET /api/v1/stations/main/air-check':
        return signedIn(request) ? send(response, airCheck()) : refuse(response, 'not_signed_in');
      case 'PUT /stream':
        return signedIn(request) ? send(response, {}) : refuse(response, 'not_signed_in');
      default:
        return refuse(response, 'not_found');
    }
  });
  return peer;
};

const send = (response: http.ServerResponse, body: unknown): void =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const refuse = (response: http.ServerResponse, code: ErrorCode): void => {
  const { status, message } = ERRORS[code];
  const problem: Problem = { type: 'about:blank', title: code, status, code, message, id: '1' };
  response.writeHead(status, { 'content-type': PROBLEM_MEDIA_TYPE }).end(JSON.stringify(problem));
};
