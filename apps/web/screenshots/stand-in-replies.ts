import { ERRORS, type ErrorCode, PROBLEM_MEDIA_TYPE, REALTIME_PATH, stationRoom } from '@livestreamer/contracts';
import type { Page, Route, WebSocketRoute } from 'playwright-core';
import type { Scene } from './scene.ts';
import type { StandInChat } from './stand-in-chat.ts';

/** In the scene that loses its server: how long that still answers. */
const FIRST_PAINT_MS = 3_000;

/** A harbour at night, as far as a few lines go. */
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="#0b1d3a"/><stop offset="1" stop-color="#e4572e"/></linearGradient></defs><rect width="100" height="100" fill="url(#g)"/><circle cx="68" cy="58" r="14" fill="#ffd9a0"/><path d="M0 72h100v28H0z" fill="#0b1d3a"/><path d="M18 72l6-30 6 30zM22 38h4v6h-4z" fill="#fff"/></svg>`;

/** Answers the page's REST calls and its realtime connection as the scene wants it. */
export const standIn = async (page: Page, scene: Scene): Promise<void> => {
  await page.route('**/stream/**', () => undefined); // audio that never comes: the player goes on connecting
  await page.route('**/pictures/**', (route) => route.fulfill({ contentType: 'image/svg+xml', body: PICTURE }));
  const openedMs = performance.now();
  await page.route('**/api/v1/**', (route) => {
    const isGone = scene.server === 'lost' && performance.now() - openedMs > FIRST_PAINT_MS;
    return isGone ? route.abort() : answer(route, scene);
  });
  await page.routeWebSocket(`**${REALTIME_PATH}`, (socket) => speak(socket, scene));
};

const answer = (route: Route, scene: Scene): Promise<void> | undefined => {
  if (scene.server === 'never') return undefined;
  if (scene.server === 'down') return route.abort();
  const { stations, account, setUpNeeded = false } = scene;
  const path = new URL(route.request().url()).pathname.replace('/api/v1', '');
  const reply = scene.replies?.[`${route.request().method()} ${path}`];
  if (typeof reply === 'string') return problem(route, reply);
  if (reply) return route.fulfill(reply);
  if (/\/messages(\/standing)?$/.test(path)) return route.fulfill({ json: chatReply(path, scene) });
  const slug = path.replace('/stations/', '');
  const found = stations.find((station) => station.slug === slug);
  switch (true) {
    case path === '/stations':
      return route.fulfill({ json: { items: stations, next: null } });
    case found !== undefined:
      return route.fulfill({ json: found });
    case path === '/account':
      return account ? route.fulfill({ json: account }) : problem(route, 'not_signed_in');
    case path === '/sessions':
      return problem(route, 'wrong_credentials');
    case path === '/setup':
      return route.fulfill({ json: { needed: setUpNeeded } });
    default:
      return problem(route, 'not_found');
  }
};

/** Messages come newest first. */
const chatReply = (path: string, { chat, account }: Scene): unknown =>
  path.endsWith('/standing')
    ? {
        self: account
          ? { kind: 'member', accountId: account.id, username: account.username }
          : { kind: 'visitor', number: null },
        moderates: false,
        restriction: null,
        liked: ['m2'],
        held: [],
      }
    : { items: chat?.messages.toReversed() ?? [], next: null, previous: null, seq: lastSeq(chat) };

const lastSeq = (chat: StandInChat | undefined): number => chat?.messages.at(-1)?.seq ?? 0;

const roomOf = (chat: StandInChat | undefined) => ({
  chat: {
    seq: lastSeq(chat),
    room: {
      open: chat !== undefined,
      writers: 'members',
      slowModeS: 0,
      clearedSeq: 0,
      pinned: null,
      announcement: null,
      ...chat?.room,
    },
  },
  presence: chat?.presence ?? { members: 0, visitors: 1 },
});

const problem = (route: Route, code: ErrorCode): Promise<void> => {
  const { status, message } = ERRORS[code];
  const body = JSON.stringify({ type: 'about:blank', title: code, status, code, message, id: 'r1' });
  return route.fulfill({ status, contentType: PROBLEM_MEDIA_TYPE, body });
};

const speak = (socket: WebSocketRoute, { server, stations, chat }: Scene): void => {
  if (server === 'never') return;
  if (server === 'down' || server === 'lost') {
    void socket.close({ code: 1001 });
    return;
  }
  const serverTime = new Date().toISOString();
  socket.send(JSON.stringify({ type: 'welcome', connectionId: 'c1', heartbeatMs: 20_000, serverTime }));
  socket.onMessage((said) => {
    const { type, room }: { type: string; room: string } = JSON.parse(String(said));
    const followed = stations.find((station) => stationRoom(station.slug) === room);
    if (type !== 'subscribe' || !followed) return;
    const snapshot = { live: followed.live, ...roomOf(chat) };
    socket.send(JSON.stringify({ type: 'subscribed', room, epoch: 'e1', seq: 0, snapshot }));
  });
};
