import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createCookieKeeper, createRestClient } from '@livestreamer/client';
import { listStations, setChatRoom, signIn } from '@livestreamer/contracts';
import type { BenchOptions } from '../bench-options.ts';
import { pacedPut } from '../long-put/paced-put.ts';
import { moveToLoadCores, planCores } from '../machine/machine-cores.ts';
import { BENCH_ADMIN, livestreamerUnderTest } from '../servers/livestreamer-under-test.ts';
import type { RunningServer } from '../servers/server-under-test.ts';
import { percentile } from '../statistics.ts';
import { startCrowdListeners } from './crowd-listeners.ts';
import { type CrowdPerson, enterCrowd } from './crowd-person.ts';

const PEOPLE = 500;
const LISTENERS = 1_000;
const MESSAGES_PER_SECOND = 50;
const SECONDS = '60';
/** The longest silence that anybody may hear. */
const AIM_GAP_MS = 1_000;
/** Until the last message has reached everybody, and for joining. */
const SETTLE_MS = 3_000;
const PATIENCE_MS = 120_000;

/** `crowd [--seconds 60]`: 500 people chat at 50 messages a second beside 1,000 who listen. Gives whether nobody heard a gap, and everybody every message once. */
export const crowdBench = async ({ args, workDir, signal }: BenchOptions): Promise<boolean> => {
  const { values } = parseArgs({ args: [...args], options: { seconds: { type: 'string', default: SECONDS } } });
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new Error(`Expected a number of seconds, got "${values.seconds}".`);
  const cores = planCores();
  moveToLoadCores(cores);
  const settings = { TRUSTED_PROXIES: '127.0.0.1' };
  const server = await livestreamerUnderTest.start({
    cores,
    listeners: LISTENERS,
    sliceFrames: 1,
    workDir,
    signal,
    settings,
  });
  try {
    const station = await openRoom(server);
    const putting = new AbortController();
    const put = pacedPut({ server, durationMs: seconds * 1_000 + PATIENCE_MS, signal: putting.signal });
    await wait(SETTLE_MS);
    const listeners = await startCrowdListeners(server, LISTENERS);
    const people = await enterAll(server, station);
    console.log(
      `${PEOPLE} people in the room, ${LISTENERS} listening; ${MESSAGES_PER_SECOND} messages a second for ${seconds} s.`,
    );
    const said = await chat(people, seconds);
    await wait(SETTLE_MS);
    const gapMs = listeners.longestGapMs();
    const lost = listeners.lost();
    const wrong = people.reduce((sum, person, nth) => sum + wrongFor(person, said, nth), 0);
    const delays = people.flatMap(({ delaysMs }) => delaysMs);
    console.log(
      `${said.length} messages, ${delays.length} deliveries; ${wrong} missing, doubled or sent to their own author.`,
    );
    console.log(`Delay p50 ${percentile(delays, 50)} ms, p99 ${percentile(delays, 99)} ms.`);
    console.log(`Longest gap heard: ${Math.round(gapMs)} ms (aim: at most ${AIM_GAP_MS}); ${lost} listeners lost.`);
    for (const person of people) person.leave();
    listeners.stop();
    putting.abort();
    await put;
    return wrong === 0 && lost === 0 && gapMs <= AIM_GAP_MS;
  } finally {
    await server.stop();
  }
};

/** Lets everybody who has the link write; gives the station. */
const openRoom = async ({ port }: RunningServer): Promise<string> => {
  const admin = createRestClient({ baseUrl: `http://127.0.0.1:${port}`, cookies: createCookieKeeper() });
  await admin.call(signIn, { body: { login: BENCH_ADMIN.name, password: BENCH_ADMIN.password } });
  const [station] = (await admin.call(listStations, { query: {} })).items;
  if (!station) throw new Error('The server has no station.');
  await admin.call(setChatRoom, { params: { station: station.slug }, body: { writers: 'everyone' } });
  return station.slug;
};

/** Twenty at a time. */
const enterAll = async ({ port }: RunningServer, station: string): Promise<CrowdPerson[]> => {
  const people: CrowdPerson[] = [];
  while (people.length < PEOPLE) {
    const from = people.length;
    const group = Array.from({ length: Math.min(20, PEOPLE - from) }, (_, i) =>
      enterCrowd({ baseUrl: `http://127.0.0.1:${port}`, station, nth: from + i }),
    );
    people.push(...(await Promise.all(group)));
  }
  return people;
};

interface Said {
  readonly id: string;
  readonly author: number;
}

/** Everybody in turn, at a steady pace, whether the last answer has come or not. */
const chat = async (people: readonly CrowdPerson[], seconds: number): Promise<Said[]> => {
  const beganMs = performance.now();
  const posting: Promise<Said>[] = [];
  for (let nth = 0; nth < seconds * MESSAGES_PER_SECOND; nth += 1) {
    await wait(Math.max(0, beganMs + (nth * 1_000) / MESSAGES_PER_SECOND - performance.now()));
    const author = nth % people.length;
    const person = people[author];
    if (person) posting.push(person.say(`${Date.now()} hello from ${author}`).then((id) => ({ id, author })));
  }
  return Promise.all(posting);
};

/** How many messages this person heard too often or not at all; one's own is not heard. */
const wrongFor = ({ heard }: CrowdPerson, said: readonly Said[], nth: number): number =>
  said.filter(({ id, author }) => (heard.get(id) ?? 0) !== (author === nth ? 0 : 1)).length;
