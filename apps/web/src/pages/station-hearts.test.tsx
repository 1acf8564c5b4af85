// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { allByRole, byRole } from '../testing/by-role.ts';
import { press, until } from '../testing/person.ts';
import { MEMBER } from '../testing/stand-in-show.ts';
import { liveWith, NOTHING, openWebPage, refusal, stationWith, type WebPage } from '../testing/web-rig.tsx';

const HEART = 'PUT /stations/club/heart';

let page: WebPage;
afterEach(() => page.close());

const openLive = async (answers: Record<string, unknown>, over = {}): Promise<void> => {
  const live = liveWith({ hearts: 4 });
  page = await openWebPage('/club', { 'GET /stations/club': stationWith(live, over), ...answers });
  await until(() => byRole('heading', 'Low Tide'));
  await page.welcome(live);
};
const button = (): HTMLElement => byRole('button', 'Send a heart');
const describedBy = (): string =>
  (button().getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' · ');
const isResting = (): boolean => button().getAttribute('aria-disabled') === 'true';
const news = (hearts: number, seq: number) =>
  page.tell({ type: 'event', room: 'station:club', seq, event: { type: 'hearts', broadcastId: 'b1', hearts } });

describe('the heart button', () => {
  it('counts at once, rests, says for how long, and settles with the news', async () => {
    await openLive({ [HEART]: NOTHING });
    expect(describedBy()).toBe('4 hearts · ');
    await press('Send a heart');
    expect(isResting()).toBe(true);
    expect(describedBy()).toBe('5 hearts · Rests for 10 more seconds');
    await until(() => expect(document.body.textContent).toContain('Thank you for the heart.'));
    await press('Send a heart');
    expect(page.asked.filter((call) => call === HEART)).toHaveLength(1);
    await news(5, 1);
    expect(describedBy()).toMatch(/^5 hearts/);
    await news(9, 2);
    expect(describedBy()).toMatch(/^9 hearts/);
    await news(7, 3);
    expect(describedBy()).toMatch(/^9 hearts/);
  });

  it('rests on when the page is left and opened again', async () => {
    await openLive({ [HEART]: NOTHING, 'GET /stations': { items: [], next: null } });
    await press('Send a heart');
    await page.goTo('/sign-in');
    await page.goTo('/club');
    expect(isResting()).toBe(true);
    expect(describedBy()).toMatch(/^5 hearts/);
  });

  it('rests as long as the server says when it was too soon, without a fuss', async () => {
    const { body, headers } = refusal(429, 'too_many_requests');
    const tooSoon = new Response(body, { status: 429, headers: [...headers, ['retry-after', '42']] });
    await openLive({ [HEART]: tooSoon });
    await press('Send a heart');
    await until(() => expect(describedBy()).toMatch(/^4 hearts · Rests for 4[12] more seconds/));
    expect(allByRole('alert')).toEqual([]);
  });

  it('is given back when the heart did not get through, and says so', async () => {
    await openLive({ [HEART]: refusal(503, 'unavailable') });
    await press('Send a heart');
    await until(() => expect(byRole('alert').textContent).toMatch(/^Your heart did not get through\./));
    expect(isResting()).toBe(false);
    expect(describedBy()).toMatch(/^4 hearts/);
  });

  it('is pressed by H, but not while one types', async () => {
    await openLive({ [HEART]: NOTHING });
    const type = (element: Element) =>
      act(async () => element.dispatchEvent(new KeyboardEvent('keydown', { key: 'h', bubbles: true })));
    await type(byRole('slider', 'Volume'));
    expect(isResting()).toBe(false);
    await type(document.body);
    expect(isResting()).toBe(true);
  });

  it('is the way in where only members may, and a button for them', async () => {
    await openLive({}, { heartsFrom: 'members' });
    await until(() => byRole('link', 'Sign in to send hearts'));
    await page.close();
    await openLive({ 'GET /account': MEMBER }, { heartsFrom: 'members' });
    await until(() => button());
  });

  it('is not there while nothing is on air', async () => {
    page = await openWebPage('/club', { 'GET /stations/club': stationWith(null) });
    await until(() => byRole('heading', 'Club FM'));
    expect(allByRole('button', 'Send a heart')).toEqual([]);
  });
});
