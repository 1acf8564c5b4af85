import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createCookieKeeper, createRestClient, type RestClient } from '@livestreamer/client';
import {
  getStation,
  listStations,
  postMessage,
  REALTIME_PATH,
  setChatRoom,
  signIn,
  stationRoom,
} from '@livestreamer/contracts';
import type { BenchOptions } from '../bench-options.ts';
import { startProgram } from '../machine/child-program.ts';
import { moveToLoadCores, planCores } from '../machine/machine-cores.ts';
import { allowConnections } from '../machine/open-files.ts';
import { processCpuNs } from '../machine/process-accounting.ts';
import { BENCH_ADMIN, livestreamerUnderTest } from '../servers/livestreamer-under-test.ts';
import type { RunningServer } from '../servers/server-under-test.ts';
import { median, percentile } from '../statistics.ts';
import { openChatSockets } from './chat-sockets.ts';

const ROUNDS = 3;
const WINDOW_MS = 8_000;
/** Until everybody is in, and what is hot has been compiled. */
const SETTLE_MS = 4_000;
const LOOP = fileURLToPath(new URL('loop-main.ts', import.meta.url));
/** Aims, as shares of what the loop takes for one delivery; and ms at the 99th percentile. */
const LONE_AIM = 0.95;
const BUSY_AIM = 0.35;
const DELAY_AIM_MS = 100;
/** As long as a message of ours is on the wire. */
const LOOP_BYTES = 470;
const WRITERS = 60;
const LONE_PER_SECOND = 5;
const BUSY_PER_SECOND = 20;

interface Figures {
  readonly cpuUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** `chat`: what one message to many WebSockets takes, alone and in a busy room, beside a plain loop of sends. Gives whether the aims were met. */
export const chatBench = async ({ workDir, signal }: BenchOptions): Promise<boolean> => {
  allowConnections(12_000);
  const cores = planCores();
  moveToLoadCores(cores);
  const settings = { TRUSTED_PROXIES: '127.0.0.1' };
  const server = await livestreamerUnderTest.start({ cores, listeners: 1, sliceFrames: 1, workDir, signal, settings });
  try {
    const room = await openRoom(server);
    const ours = async (count: number, perSecond: number): Promise<Figures> => {
      const postNs = await measurePosts(server, room, perSecond);
      return measureOurs(server, { room, count, perSecond, postNs });
    };
    const loop = (count: number) => measureLoop({ count, core: cores.server, signal });
    const met: boolean[] = [];
    for (const count of [1_000, 5_000]) {
      const rounds: { lone: Figures; busy: Figures; loop: Figures }[] = [];
      for (let round = 0; round < ROUNDS; round += 1)
        rounds.push({
          loop: await loop(count),
          lone: await ours(count, LONE_PER_SECOND),
          busy: await ours(count, BUSY_PER_SECOND),
        });
      for (const kind of ['loop', 'lone', 'busy'] as const) {
        const { cpuUs, p50Ms, p99Ms } = middle(rounds.map((round) => round[kind]));
        console.log(
          `${count} ${kind.padEnd(4)} ${cpuUs.toFixed(1)} us a delivery, delay p50 ${p50Ms} ms, p99 ${p99Ms} ms`,
        );
      }
      const lone = median(rounds.map((round) => round.lone.cpuUs / round.loop.cpuUs));
      const busy = median(rounds.map((round) => round.busy.cpuUs / round.loop.cpuUs));
      console.log(
        `${count}: lone ${lone.toFixed(2)} x the loop (aim ${LONE_AIM}), busy ${busy.toFixed(2)} x (aim ${BUSY_AIM})`,
      );
      const p99Ms = median(rounds.map((round) => round.lone.p99Ms));
      if (count === 5_000) met.push(lone <= LONE_AIM, busy <= BUSY_AIM, p99Ms < DELAY_AIM_MS);
    }
    return met.every(Boolean);
  } finally {
    await server.stop();
  }
};

const middle = (figures: readonly Figures[]): Figures => ({
  cpuUs: median(figures.map(({ cpuUs }) => cpuUs)),
  p50Ms: median(figures.map(({ p50Ms }) => p50Ms)),
  p99Ms: median(figures.map(({ p99Ms }) => p99Ms)),
});

interface Room {
  readonly station: string;
  readonly writers: readonly RestClient[];
}

/** A room that everybody may write in, and those who do. */
const openRoom = async ({ port }: RunningServer): Promise<Room> => {
  const baseUrl = `http://127.0.0.1:${port}`;
  const admin = createRestClient({ baseUrl, cookies: createCookieKeeper() });
  await admin.call(signIn, { body: { login: BENCH_ADMIN.name, password: BENCH_ADMIN.password } });
  const [found] = (await admin.call(listStations, { query: {} })).items;
  const station = found?.slug ?? '';
  await admin.call(setChatRoom, { params: { station }, body: { writers: 'everyone' } });
  const writers = Array.from({ length: WRITERS }, (_, nth) => {
    const behind = { 'x-forwarded-for': `198.19.0.${nth + 1}` };
    return createRestClient({
      baseUrl,
      cookies: createCookieKeeper(),
      fetch: (address, init) =>
        fetch(address, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), ...behind } }),
    });
  });
  await Promise.all(writers.map((rest) => rest.call(getStation, { params: { station } })));
  return { station, writers };
};

interface OurTalk {
  readonly room: Room;
  readonly perSecond: number;
  readonly signal: AbortSignal;
}

/** What it takes the server to be called and to store a message that nobody hears, CPU in ns. */
const measurePosts = async ({ pid }: RunningServer, room: Room, perSecond: number): Promise<number> => {
  const end = new AbortController();
  const talking = talk({ room, perSecond, signal: end.signal });
  await wait(SETTLE_MS);
  const fromNs = processCpuNs(pid);
  await wait(WINDOW_MS);
  const cpuNs = processCpuNs(pid) - fromNs;
  end.abort();
  await talking;
  const postNs = cpuNs / ((perSecond * WINDOW_MS) / 1_000);
  console.log(`${perSecond} messages a second, told to nobody: ${(postNs / 1e6).toFixed(1)} ms of CPU each`);
  return postNs;
};

interface OurRun {
  readonly postNs: number;
  readonly room: Room;
  readonly count: number;
  readonly perSecond: number;
}

const measureOurs = async (server: RunningServer, { room, count, perSecond, postNs }: OurRun): Promise<Figures> => {
  const hello = JSON.stringify({ type: 'subscribe', room: stationRoom(room.station) });
  const sockets = await openChatSockets({ port: server.port, path: REALTIME_PATH, count, hello });
  const end = new AbortController();
  const talking = talk({ room, perSecond, signal: end.signal });
  const figures = await measure(server.pid, sockets, { count, besidesNs: postNs });
  end.abort();
  await talking;
  sockets.close();
  await wait(1_000);
  return figures;
};

/** Five a second come one by one, so that each is alone; in a busy room people write when they like, so at random (exponential) distances. */
const talk = async ({ room: { station, writers }, perSecond, signal }: OurTalk): Promise<void> => {
  const meanMs = 1_000 / perSecond;
  const gapMs = (): number => (perSecond <= LONE_PER_SECOND ? meanMs : -Math.log(1 - Math.random()) * meanMs);
  const posts: Promise<unknown>[] = [];
  let nextMs = performance.now();
  for (let nth = 0; !signal.aborted; nth += 1) {
    await wait(Math.max(0, nextMs - performance.now()));
    nextMs += gapMs();
    const text = `${Date.now()} ${'x'.repeat(60)}`;
    const post = writers[nth % writers.length]?.call(postMessage, { params: { station }, body: { text } });
    if (post) posts.push(post);
  }
  await Promise.all(posts);
};

const measureLoop = async ({
  count,
  core,
  signal,
}: {
  count: number;
  core: number;
  signal: AbortSignal;
}): Promise<Figures> => {
  const args = ['--import', 'tsx', LOOP, String(LONE_PER_SECOND), String(LOOP_BYTES)];
  const program = startProgram({ command: process.execPath, args, cores: [core], env: process.env, signal });
  try {
    const port = Number(await program.line(20_000));
    const sockets = await openChatSockets({ port, path: '/', count, hello: null });
    const figures = await measure(program.pid, sockets, { count, besidesNs: 0 });
    sockets.close();
    return figures;
  } finally {
    await program.stop();
  }
};

const measure = async (
  pid: number,
  sockets: Awaited<ReturnType<typeof openChatSockets>>,
  { count, besidesNs }: { count: number; besidesNs: number },
): Promise<Figures> => {
  await wait(SETTLE_MS);
  sockets.begin();
  const fromNs = processCpuNs(pid);
  await wait(WINDOW_MS);
  const cpuNs = processCpuNs(pid) - fromNs;
  const { messages, delaysMs } = sockets.report();
  return {
    cpuUs: (cpuNs / messages - besidesNs) / 1_000 / count,
    p50Ms: percentile(delaysMs, 50),
    p99Ms: percentile(delaysMs, 99),
  };
};
