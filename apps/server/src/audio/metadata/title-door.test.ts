import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AudioRig, basic, startAudioRig } from '../../../testing/audio-rig.ts';
import { framesBetween } from '../../../testing/heard-frames.ts';

let rig: AudioRig;
let titles: (string | null)[];
beforeEach(async () => {
  rig = await startAudioRig({ settings: { aheadMs: 600_000 } });
  titles = [];
  rig.audio.events.on('title', ({ title }) => titles.push(title));
});
afterEach(() => rig.stop());

const say = async (query: string, headers: Record<string, string> = { authorization: basic('dj') }) => {
  const reply = await fetch(`http://127.0.0.1:${rig.port}${query}`, { headers });
  return { status: reply.status, text: await reply.text(), asked: reply.headers.get('www-authenticate') };
};
const update = (song: string): string => `/admin/metadata?mode=updinfo&mount=/stream&song=${encodeURIComponent(song)}`;

const goOnAir = async () => {
  const source = await rig.source();
  source.say(framesBetween(0, 50));
  await vi.waitUntil(() => rig.happened.at(-1) === 'on-air', { timeout: 10_000 });
  return source;
};

describe('what a DJ tool says of the title', () => {
  it('is taken as Icecast takes it, and told once', async () => {
    await goOnAir();
    const reply = await say(update('Orbital - Halcyon'));
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('<message>Metadata update successful</message><return>1</return>');
    await say(update('Orbital - Halcyon'));
    await say(update(''));
    expect(titles).toEqual(['Orbital - Halcyon', null]);
  });

  it('is kept for a source that connects later', async () => {
    await say(update('First'));
    await say(update('Newest'));
    expect(titles).toEqual([]);
    await goOnAir();
    expect(titles).toEqual(['Newest']);
  });

  it('is forgotten when the show is over', async () => {
    const source = await goOnAir();
    await say(update('Last'));
    rig.revoke('dj');
    rig.audio.recheckSourcesOf('dj');
    await vi.waitUntil(() => rig.happened.includes('off-air stopped'), { timeout: 10_000 });
    await source.closed();
    await goOnAir();
    expect(titles).toEqual(['Last']);
    await say(update('Last'));
    expect(titles).toEqual(['Last', 'Last']);
  });

  it('comes as SHOUTcast says it, with name and password in the address', async () => {
    await goOnAir();
    expect((await say('/admin.cgi?pass=dj%3Apw&mode=updinfo&song=Halcyon', {})).status).toBe(200);
    expect(titles).toEqual(['Halcyon']);
  });

  it.each([
    ['nobody', {}, 401],
    ['a wrong password', { authorization: basic('dj', 'no') }, 401],
    ['somebody who may not feed the station', { authorization: basic('guest') }, 403],
    ['a page of another site, with the cookie', { cookie: 'session=abc' }, 401],
  ] as const)('is refused from %s', async (_, headers, status) => {
    await goOnAir();
    expect((await say(update('No'), headers)).status).toBe(status);
    expect(titles).toEqual([]);
  });

  it('is refused with a reason when it cannot be understood, and to who is banned', async () => {
    const bad = await say('/admin/metadata?mode=updinfo&song=x');
    expect([bad.status, JSON.parse(bad.text).code]).toEqual([400, 'bad_request']);
    rig.ban('192.0.2.7');
    const banned = await say(update('x'), { authorization: basic('dj'), 'x-forwarded-for': '192.0.2.7' });
    expect([banned.status, JSON.parse(banned.text).code]).toEqual([403, 'address_banned']);
  });

  it('is refused when it changes too often', async () => {
    await goOnAir();
    const statuses: number[] = [];
    for (let n = 0; n < 32; n += 1) statuses.push((await say(update(`Title ${n}`))).status);
    expect(statuses).toEqual([...Array(30).fill(200), 429, 429]);
    expect(titles).toHaveLength(30);
    expect((await say(update('Title 29'))).status, 'what it is already').toBe(200);
  });

  it('can be sent later when the database is away', async () => {
    const reply = await say(update('x'), { authorization: basic('broken') });
    expect(reply.status).toBe(503);
  });
});
