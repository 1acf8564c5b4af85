// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { allByRole, byRole } from '../testing/by-role.ts';
import { until } from '../testing/person.ts';
import { liveWith, openWebPage, stationWith, type WebPage } from '../testing/web-rig.tsx';

let page: WebPage;
afterEach(() => page.close());

const answersWith = (station: ReturnType<typeof stationWith>) => ({
  'GET /stations': { items: [station], next: null },
  [`GET /stations/${station.slug}`]: station,
});

const click = (element: HTMLElement) => act(async () => element.click());

describe('the page of a station', () => {
  it('says off air, and turns live by itself when the room says so', async () => {
    page = await openWebPage('/', answersWith(stationWith(null)));
    await until(() => expect(byRole('status').textContent).toBe('Off air'));
    await page.welcome(null);
    await page.tell({
      type: 'event',
      room: 'station:club',
      seq: 1,
      event: { type: 'live', live: liveWith() },
    });
    expect(byRole('status').textContent).toBe('Live');
    expect(byRole('heading', 'Low Tide').textContent).toBe('Low Tide');
    expect(byRole('timer', 'On air for').textContent).toMatch(/^1:0\d$/);
    expect(document.body.textContent).toContain('3 listening');
  });

  it('plays on a click of Play, and Pause closes the response', async () => {
    page = await openWebPage('/club', answersWith(stationWith(liveWith())));
    await until(() => byRole('button', 'Play'));
    await click(byRole('button', 'Play'));
    expect(page.element.src).toMatch(/^\/stream\/club\?/);
    await click(byRole('button', 'Pause'));
    expect(page.element.isOpen).toBe(false);
    expect(allByRole('button', 'Play')).toHaveLength(1);
  });

  it('says reconnecting while the show is held', async () => {
    page = await openWebPage('/club', answersWith(stationWith(liveWith({ state: 'reconnecting' }))));
    await until(() => expect(byRole('status').textContent).toBe('Reconnecting'));
  });

  it('says that there is no such station', async () => {
    page = await openWebPage('/nowhere', {});
    await until(() => byRole('heading', 'There is nothing here'));
  });

  it('keeps what it shows, and what plays, when the server goes away', async () => {
    page = await openWebPage('/', answersWith(stationWith(liveWith())));
    await until(() => byRole('button', 'Play'));
    await click(byRole('button', 'Play'));
    page.goDown();
    await act(() => page.queries.refetchQueries({ queryKey: ['stations'] }));
    byRole('heading', 'Low Tide');
    byRole('button', 'Pause');
    expect(page.element.isOpen).toBe(true);
  }, 20_000);

  it('turns live by asking where no WebSocket gets through, and does not call that server lost', async () => {
    const answers: Record<string, unknown> = answersWith(stationWith(null));
    page = await openWebPage('/club', answers);
    await until(() => expect(byRole('status').textContent).toBe('Off air'));
    await page.dropSocket();
    answers['GET /stations/club'] = stationWith(liveWith());
    await until(() => expect(byRole('status').textContent).toBe('Live'));
  }, 20_000);

  it('plays and pauses with K, also right after a click on the button, but not with K in a field', async () => {
    page = await openWebPage('/club', answersWith(stationWith(liveWith())));
    await until(() => byRole('button', 'Play'));
    await click(byRole('button', 'Play'));
    const press = (element: HTMLElement) =>
      act(async () => element.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', bubbles: true })));
    await press(byRole('button', 'Pause'));
    byRole('button', 'Play');
    await press(byRole('slider', 'Volume'));
    byRole('button', 'Play');
    await press(document.body);
    byRole('button', 'Pause');
  });
});

describe('going to another page', () => {
  it('keeps the sound and gives the focus to what is new', async () => {
    page = await openWebPage('/club', answersWith(stationWith(liveWith())));
    await until(() => byRole('button', 'Play'));
    await click(byRole('button', 'Play'));
    await until(() => byRole('link', 'Sign in'));
    await click(byRole('link', 'Sign in'));
    await until(() => byRole('heading', 'Sign in'));
    expect(page.element.opened).toHaveLength(1);
    expect(page.element.isOpen).toBe(true);
    byRole('button', 'Pause');
    expect(document.activeElement).toBe(byRole('main'));
  });
});

describe('a station whose address changes', () => {
  it('takes its open pages along', async () => {
    const moved = { ...stationWith(null), slug: 'klub' };
    const answers = { 'GET /stations/club': stationWith(null), 'GET /stations/klub': moved };
    page = await openWebPage('/club', answers);
    await page.welcome(null);
    answers['GET /stations/club'] = moved;
    await page.tell({ type: 'event', room: 'station:club', seq: 1, event: { type: 'moved', slug: 'klub' } });
    await until(() => expect(page.address()).toBe('/klub'));
  });
});
