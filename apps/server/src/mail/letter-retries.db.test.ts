import { systemClock as clock } from '@livestreamer/clock';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createMailRig, LETTER, type MailRig } from '../../testing/mail-rig.ts';
import { startTcpProxy } from '../../testing/tcp-proxy.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { startTestSmtp, type TestSmtp } from '../../testing/test-smtp.ts';
import { connectPostgres } from '../platform/postgres/index.ts';
import { lockLetter } from './letter-store.ts';

let database: TestDatabase;
let smtp: TestSmtp;
let rig: MailRig;
/** What the mail server says to recipients, one answer each; when there are none left it takes them. */
const refusals: { code: number; text: string }[] = [];
/** Called when a letter's recipient is named. */
let onRecipient = (): void => undefined;
/** What the mail server says to a whole letter. */
let ponder = async (): Promise<boolean> => true;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  const refuse = () => {
    onRecipient();
    return refusals.shift() ?? null;
  };
  onRecipient = () => undefined;
  ponder = async () => true;
  smtp = await startTestSmtp({ refuse, ponder: () => ponder() });
  rig = createMailRig({ database, smtpUrl: smtp.url });
});
afterEach(async () => {
  await rig.stop();
  await smtp.close();
  await database.sql`delete from letter`;
  expect(await jobsLeft()).toBe(0);
});

const jobsLeft = async (): Promise<number> => (await database.sql`select id from graphile_worker.jobs`).length;

interface Fate {
  readonly sent: boolean;
  readonly givenUp: boolean;
  readonly attempts: number;
  readonly lastProblem: string | null;
}

const fate = async (): Promise<Fate> => {
  const [row] = await database.sql<Fate[]>`
    select sent_at is not null as sent, given_up_at is not null as given_up, attempts, last_problem from letter`;
  if (!row) throw new Error('There is no letter.');
  return row;
};

const settled = async (): Promise<Fate> => {
  const isSettled = async () => {
    const { sent, givenUp } = await fate();
    return (sent || givenUp) && (await jobsLeft()) === 0;
  };
  await vi.waitUntil(isSettled, { timeout: 20_000, interval: 20 });
  return fate();
};

test('a letter waits for a mail server that is away, and arrives once', async () => {
  const { port } = new URL(smtp.url);
  await smtp.close();
  await rig.start();
  await rig.queue();
  await vi.waitUntil(async () => (await fate()).attempts > 0, { timeout: 10_000, interval: 20 });
  expect(await fate()).toMatchObject({ sent: false, givenUp: false, lastProblem: 'ESOCKET' });

  smtp = await startTestSmtp({ port: Number(port) });
  expect((await smtp.next()).subject).toBe(LETTER.subject);
  expect(await settled()).toMatchObject({ sent: true, lastProblem: null });
  expect(smtp.letters()).toEqual([]);
});

test('a recipient who is refused for good is given up at once, and the log says which letter', async () => {
  refusals.push({ code: 550, text: '5.1.1 zoe@radio.example has no mailbox here' });
  await rig.start();
  await rig.queue();
  expect(await settled()).toEqual({ sent: false, givenUp: true, attempts: 1, lastProblem: '550 5.1.1' });
  const [row] = await database.sql`select id, sealed_text from letter`;
  expect(row?.['sealedText']).toBeNull();
  expect(rig.logged()).toMatch(new RegExp(`"level":"error".*"letter":"${row?.['id']}","problem":"550 5.1.1"`));
  expect(rig.logged()).not.toContain(LETTER.to);
});

test.each([421, 451])('a mail server that says %i is asked again', async (code) => {
  refusals.push({ code, text: '4.7.1 Come back later' });
  await rig.start();
  await rig.queue();
  await smtp.next();
  expect(await settled()).toMatchObject({ sent: true, attempts: 2 });
});

test('every attempt has the same Message-ID and date', async () => {
  await rig.queue();
  const [row] = await database.sql`select id, created_at from letter`;
  await rig.start();
  const letter = await smtp.next();
  expect(letter.messageId).toBe(`<${row?.['id']}@radio.example>`);
  expect(letter.date?.getTime()).toBe(Math.floor(Number(row?.['createdAt']) / 1_000) * 1_000);
  await settled();
});

test('after three days a letter is given up', async () => {
  refusals.push({ code: 451, text: '4.7.1 Come back later' });
  await rig.queue();
  await database.sql`update letter set created_at = now() - interval '3 days', attempts = 70`;
  await rig.start();
  expect(await settled()).toEqual({ sent: false, givenUp: true, attempts: 71, lastProblem: '451 4.7.1' });
  expect(rig.logged()).toContain('A letter was given up.');
});

/** As if a server had begun with the job and was killed. */
const dieWithJob = async (): Promise<void> => {
  await database.sql`
    update graphile_worker._private_jobs set locked_at = now() - interval '4 minutes', locked_by = 'pool-dead', attempts = 1`;
};

test('a letter that a server died with is sent by the next one', async () => {
  await rig.queue();
  await dieWithJob();
  await rig.start();
  await smtp.next();
  expect(await settled()).toMatchObject({ sent: true });
});

test('a letter that was sent before the server died with its job is not sent again', async () => {
  await rig.queue();
  await database.sql`update letter set sent_at = now(), sealed_text = null`;
  await dieWithJob();
  await rig.start();
  await settled();
  expect(smtp.letters()).toEqual([]);
});

test('a letter that somebody is just sending is left to them', async () => {
  await rig.queue();
  await database.sql.begin(async (tx) => {
    const [letter] = await tx<{ id: string }[]>`select id from letter`;
    expect(await lockLetter(tx, letter?.id ?? '')).toBe(true);
    await rig.start();
    await vi.waitUntil(() => rig.logged().includes('is just being sent by somebody else'), { timeout: 10_000 });
    await tx`update letter set sent_at = now(), sealed_text = null`;
  });
  await settled();
  expect(smtp.letters()).toEqual([]);
});

/** Puts a line that can be cut between a server and the database. */
const unluckyRig = async () => {
  const url = new URL(database.url);
  const line = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${line.port}`;
  const sql = await connectPostgres({ url: url.href, clock });
  const unlucky = createMailRig({ database: { ...database, sql }, smtpUrl: smtp.url });
  const stop = async (): Promise<void> => {
    await unlucky.stop();
    await sql.end({ timeout: 1 });
    await line.close();
  };
  return { ...unlucky, line, stop };
};

test('a database that is lost before the mail server has all of a letter: it arrives, and once', async () => {
  const { line, ...unlucky } = await unluckyRig();
  onRecipient = () => {
    onRecipient = () => undefined;
    line.cut();
  };
  await unlucky.start();
  await unlucky.queue();
  await vi.waitUntil(() => unlucky.logged().includes('A job failed; it is tried again.'), { timeout: 10_000 });
  line.mend();
  await smtp.next();
  expect(await settled()).toMatchObject({ sent: true });
  expect(smtp.letters()).toEqual([]);
  await unlucky.stop();
});

test('a database that is lost between the yes of the mail server and the commit: it counts as sent', async () => {
  const { line, ...unlucky } = await unluckyRig();
  ponder = async () => {
    line.cut();
    return true;
  };
  await unlucky.start();
  await unlucky.queue();
  await smtp.next();
  line.mend();
  expect(await settled()).toMatchObject({ sent: true, lastProblem: 'unclear' });
  expect(smtp.letters()).toEqual([]);
  await unlucky.stop();
});

test('a letter whose server stops while the mail server thinks it over is not sent again', async () => {
  let answer: (yes: boolean) => void = () => undefined;
  ponder = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const cutOff = createMailRig({ database, smtpUrl: smtp.url });
  await cutOff.start();
  await cutOff.queue();
  await smtp.next();
  await cutOff.stop();
  answer(true);
  ponder = async () => true;
  await rig.start();
  expect(await settled()).toMatchObject({ sent: true, lastProblem: 'unclear' });
  expect(smtp.letters()).toEqual([]);
});

test('a letter whose server was killed while the mail server thought it over is not sent again', async () => {
  await rig.queue();
  await database.sql`update letter set handed_over_at = now()`;
  await dieWithJob();
  await rig.start();
  expect(await settled()).toMatchObject({ sent: true, lastProblem: 'unclear' });
  expect(smtp.letters()).toEqual([]);
});

test('a mail server that has all of a letter and says "later" is asked again', async () => {
  let asked = 0;
  ponder = async () => {
    asked += 1;
    return asked > 1;
  };
  await rig.start();
  await rig.queue();
  expect(await settled()).toMatchObject({ sent: true, attempts: 2, lastProblem: null });
  expect(smtp.letters()).toHaveLength(1);
});

test('a stop does not wait for a mail server that hangs, and the letter goes out after the next start', async () => {
  const hanging = await startTestSmtp({ hangs: true });
  const cutOff = createMailRig({ database, smtpUrl: hanging.url });
  await cutOff.start();
  await cutOff.queue();
  await vi.waitUntil(() => hanging.asked(), { timeout: 10_000, interval: 10 });
  const beganMs = clock.monotonicMs();
  await cutOff.stop();
  expect(clock.monotonicMs() - beganMs).toBeLessThan(3_000);
  await hanging.close();

  await rig.start();
  await smtp.next();
  expect(await settled()).toMatchObject({ sent: true });
  expect(smtp.letters()).toEqual([]);
});

test('a letter that was sealed with another SESSION_SECRET is given up', async () => {
  await rig.queue();
  await database.sql`update letter set sealed_text = 'AAAA'`;
  await rig.start();
  expect(await settled()).toMatchObject({ givenUp: true, lastProblem: 'unreadable' });
});
