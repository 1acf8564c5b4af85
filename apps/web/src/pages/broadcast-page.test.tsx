// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { allByRole, byRole } from '../testing/by-role.ts';
import { press, until } from '../testing/person.ts';
import { broadcastWith, MEMBER, plannedBroadcast, SHOW_ID, scheduledWith } from '../testing/stand-in-show.ts';
import { liveWith, NOTHING, openWebPage, refusal, stationWith, type WebPage } from '../testing/web-rig.tsx';

const PATH = `/club/${SHOW_ID}`;
const HOUR_MS = 3_600_000;

let page: WebPage;
afterEach(() => page.close());

const station = stationWith(null);
const base = { 'GET /stations/club': station, 'GET /stations': { items: [station], next: null } };
const openShow = async (over = {}, answers: Record<string, unknown> = {}): Promise<void> => {
  page = await openWebPage(PATH, {
    ...base,
    [`GET /broadcasts/${SHOW_ID}`]: broadcastWith(over),
    [`GET /broadcasts/${SHOW_ID}/waveform`]: { peaks: [10, 200, 90], stepMs: 1_200_000 },
    ...answers,
  });
};
const slider = (): HTMLElement => byRole('slider', 'Position in the recording');
const key = (name: string) =>
  act(async () => slider().dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true })));

describe('a published show', () => {
  it('is heard from the one play button, and goes on while pages change', async () => {
    await openShow();
    await press('Play');
    expect(page.element.src).toBe(`/recordings/${SHOW_ID}.mp3`);
    await page.goTo('/archive');
    expect(page.element.isOpen).toBe(true);
    byRole('button', 'Pause');
    await page.goTo('/club');
    byRole('button', 'Listen to Club FM');
    await page.goTo(PATH);
    expect(page.element.opened).toHaveLength(1);
  });

  it('seeks with the keys of a slider, and says where it is', async () => {
    await openShow();
    await until(() => slider());
    await key('PageUp');
    await key('ArrowRight');
    expect(slider().getAttribute('aria-valuetext')).toBe('1:05 of 1:00:00');
    await key('End');
    expect(slider().getAttribute('aria-valuenow')).toBe('3600');
    await key('Home');
    expect(slider().getAttribute('aria-valuenow')).toBe('0');
    expect(page.element.isOpen).toBe(false);
  });

  it('plays from a time of its tracklist', async () => {
    await openShow();
    await press('Play from 10:00: Deadbeat – Lost Luggage');
    expect(page.element.currentTime).toBe(600);
    byRole('button', 'Pause');
  });

  it('counts the times of a trimmed recording from where that begins', async () => {
    const { recording } = broadcastWith();
    const trim = { startMs: 300_000, endMs: 3_600_000 };
    await openShow({ recording: { ...recording, trim, durationMs: 3_300_000 } });
    await press('Play from 5:00: Deadbeat – Lost Luggage');
    expect(page.element.currentTime).toBe(300);
    expect(allByRole('button', 'Play from 0:00: Pole – Stadt')).toEqual([]);
  });

  it('is offered as a file only where its station does', async () => {
    await openShow();
    await until(() => slider());
    expect(allByRole('link', 'Download')).toEqual([]);
    await page.close();
    await openShow({ recording: { ...broadcastWith().recording, download: true } });
    await until(() => byRole('link', 'Download'));
    expect(byRole('link', 'Download').getAttribute('href')).toBe(`/recordings/${SHOW_ID}.mp3?download`);
  });

  it('is kept by a member', async () => {
    await openShow({}, { 'GET /account': MEMBER, [`PUT /broadcasts/${SHOW_ID}/bookmark`]: NOTHING });
    await press('Bookmark: Low Tide');
    await until(() => expect(byRole('button', 'Bookmark: Low Tide').getAttribute('aria-pressed')).toBe('true'));
  });

  it('says that there is nothing to hear, or that it comes', async () => {
    await openShow({ recording: null });
    await until(() => expect(document.body.textContent).toContain('There is no recording of this show.'));
    await page.close();
    await openShow({ recording: { ...broadcastWith().recording, state: 'finishing', url: null } });
    await until(() => expect(document.body.textContent).toContain('The recording is being prepared.'));
  });
});

describe('a show that not everybody sees', () => {
  it('tells those who may edit it that it is hidden, and leads to the studio', async () => {
    await openShow({ state: 'ended', publishedAt: null, editable: true });
    await until(() => byRole('link', 'Open in the studio'));
    expect(document.body.textContent).toContain('This show is hidden');
  });

  it('is missing for all others, as is what has no address of a show', async () => {
    page = await openWebPage(PATH, base);
    await until(() => byRole('heading', 'There is nothing here'));
    await page.goTo('/club/nonsense');
    byRole('heading', 'There is nothing here');
  });
});

describe('a planned show', () => {
  const start = new Date(Date.now() + 2 * HOUR_MS).toISOString();
  const end = new Date(Date.now() + 3 * HOUR_MS).toISOString();

  it('counts down, and turns live by itself; when it is over it says so', async () => {
    const answers: Record<string, unknown> = { [`GET /broadcasts/${SHOW_ID}`]: plannedBroadcast(start, end) };
    await openShow({}, answers);
    await until(() => expect(byRole('timer', 'Begins in').textContent).toMatch(/^[12]:\d\d:\d\d$/));
    await page.welcome(null);
    const live = liveWith({ broadcastId: SHOW_ID });
    const tell = (seq: number, now: typeof live | null) =>
      page.tell({ type: 'event', room: 'station:club', seq, event: { type: 'live', live: now } });
    await tell(1, live);
    byRole('timer', 'On air for');
    byRole('button', 'Send a heart');
  });

  it('is over when its station says so, and is not there any more until it is published', async () => {
    const live = liveWith({ broadcastId: SHOW_ID });
    const answers: Record<string, unknown> = {
      'GET /stations/club': stationWith(live),
      [`GET /broadcasts/${SHOW_ID}`]: broadcastWith({
        state: 'live',
        endedAt: null,
        publishedAt: null,
        recording: null,
      }),
    };
    page = await openWebPage(PATH, answers);
    await until(() => byRole('timer', 'On air for'));
    await page.welcome(live);
    answers[`GET /broadcasts/${SHOW_ID}`] = refusal(404, 'not_found');
    await page.tell({ type: 'event', room: 'station:club', seq: 1, event: { type: 'live', live: null } });
    await until(() => byRole('heading', 'The show is over'));
  });

  it('reminds members by mail, and asks visitors to sign in for that', async () => {
    const scheduled = scheduledWith({ startsAt: start, endsAt: end });
    const answers: Record<string, unknown> = {
      'GET /account': MEMBER,
      [`GET /broadcasts/${SHOW_ID}`]: plannedBroadcast(start, end),
      [`GET /schedule/${SHOW_ID}`]: scheduled,
      [`PUT /broadcasts/${SHOW_ID}/reminder`]: NOTHING,
    };
    page = await openWebPage(PATH, { ...base, ...answers });
    await press('Remind me: Low Tide');
    await until(() => expect(page.asked).toContain(`PUT /broadcasts/${SHOW_ID}/reminder`));
    await page.close();
    page = await openWebPage(PATH, { ...base, [`GET /broadcasts/${SHOW_ID}`]: plannedBroadcast(start, end) });
    await until(() => byRole('link', 'Sign in to be reminded by mail'));
  });

  it('that was called off says so', async () => {
    await openShow({ ...plannedBroadcast(start, end), state: 'cancelled' });
    await until(() => expect(document.body.textContent).toContain('This show was called off.'));
    expect(allByRole('timer')).toEqual([]);
  });
});
