// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { allByRole, byRole } from '../testing/by-role.ts';
import { fill, press, problemOf, until } from '../testing/person.ts';
import { cardWith, MEMBER, SHOW_ID, scheduledWith } from '../testing/stand-in-show.ts';
import { liveWith, openWebPage, refusal, stationWith, type WebPage } from '../testing/web-rig.tsx';

let page: WebPage;
afterEach(() => page.close());

const BROADCASTER = { ...MEMBER, roles: ['broadcaster'], permissions: ['station.broadcast', 'broadcast.edit'] };
const OWN = stationWith(null, { editable: true });
const STUDIO = {
  'GET /account': BROADCASTER,
  'GET /stations': { items: [OWN], next: null },
  'GET /stations/club': OWN,
};
const listOf = (...items: unknown[]) => ({ items, next: null });

it('shows what is on air, and all shows with what became of them', async () => {
  const onAir = stationWith(liveWith({ hearts: 5 }), { editable: true });
  page = await openWebPage('/studio', {
    ...STUDIO,
    'GET /stations/club': onAir,
    'GET /stations/club/broadcasts': listOf(cardWith({ state: 'ended' })),
    'GET /stations/club/air-check': {
      onAir: true,
      level: { momentaryLufs: -15, leftDb: -6, rightDb: null },
      warnings: [{ kind: 'silence', since: new Date(Date.now() - 40_000).toISOString() }],
      bitrateKbps: 128,
      audioSeconds: 60,
    },
  });
  await until(() => byRole('link', 'Low Tide'));
  expect(byRole('link', 'Low Tide').getAttribute('href')).toBe(`/studio/shows/${SHOW_ID}`);
  expect(byRole('list', 'Shows').textContent).toContain('Hidden');
  expect(byRole('region', 'On air').textContent).toContain('5 hearts');
  await until(() => expect(document.body.textContent).toMatch(/Silence for 4\d s/));
  expect(allByRole('combobox', 'Station')).toEqual([]); // one station only: nothing to choose
});

it('checks no sound while the source is away: what was heard last would look like now', async () => {
  const away = stationWith(liveWith({ state: 'reconnecting' }), { editable: true });
  page = await openWebPage('/studio', {
    ...STUDIO,
    'GET /stations/club': away,
    'GET /stations/club/broadcasts': listOf(cardWith({ state: 'reconnecting' })),
    'GET /stations/club/air-check': { onAir: true, level: null, warnings: [], bitrateKbps: 128, audioSeconds: 60 },
  });
  await until(() => expect(byRole('region', 'On air').textContent).toContain('Reconnecting'));
  await until(() => byRole('link', 'Low Tide'));
  expect(page.asked).not.toContain('GET /stations/club/air-check');
});

it('filters shows, and says that there are none', async () => {
  page = await openWebPage('/studio', {
    ...STUDIO,
    'GET /stations/club/broadcasts': listOf(cardWith()),
    'GET /stations/club/broadcasts?limit=25&filter=deleted': listOf(),
    'GET /stations/club/broadcasts?filter=deleted&limit=25': listOf(),
  });
  await press('Deleted', 'link');
  expect(page.address()).toBe('/studio?filter=deleted');
  await until(() => expect(document.body.textContent).toContain('No such show'));
  expect(byRole('link', 'How to go live').getAttribute('href')).toBe('/setup');
});

it('turns visitors and listeners away, and offers a first station', async () => {
  page = await openWebPage('/studio', {});
  await until(() => byRole('heading', 'Studio'));
  await page.close();
  page = await openWebPage('/studio', { 'GET /account': MEMBER });
  await until(() => expect(document.body.textContent).toContain('for those who may broadcast'));
  await page.close();
  page = await openWebPage('/studio', {
    'GET /account': BROADCASTER,
    'GET /stations': listOf(),
    'POST /stations': refusal(409, 'slug_taken'),
  });
  await fill('Name of the station', 'Club FM');
  await press('Make the station');
  await until(() => expect(problemOf('Address')).toBe('This address is taken.'));
  expect(page.sent).toEqual([{ call: 'POST /stations', body: { name: 'Club FM' } }]);
});

it('plans a show, and says at the time which other show is there', async () => {
  const answers: Record<string, unknown> = {
    ...STUDIO,
    'POST /schedule': Response.json(
      {
        type: 'about:blank',
        title: 'schedule_overlap',
        status: 409,
        code: 'schedule_overlap',
        message: 'Another show is planned on this station at that time.',
        details: { title: 'Evensong', startsAt: '2026-11-27T20:00:00.000Z', endsAt: '2026-11-27T21:00:00.000Z' },
        id: 'r1',
      },
      { status: 409, headers: { 'content-type': 'application/problem+json' } },
    ),
  };
  page = await openWebPage('/studio/plan', answers);
  await fill('Title', 'Low Tide');
  await fill('Day', '2026-11-27');
  await fill('Begins', '23:00');
  await fill('Ends', '01:00');
  await press('Announce the show');
  await until(() => expect(problemOf('Begins')).toMatch(/^At that time another show is planned here: Evensong, Nov/));
  const times = [20, 21].map((hour) =>
    new Date(Date.UTC(2026, 10, 27, hour)).toLocaleTimeString('en', { hour: 'numeric', minute: '2-digit' }).slice(0, 4),
  );
  for (const time of times) expect(problemOf('Begins')).toContain(time);
  expect(page.sent[0]?.body).toMatchObject({
    station: 'club',
    title: 'Low Tide',
    startsAt: new Date(2026, 10, 27, 23).toISOString(),
    endsAt: new Date(2026, 10, 28, 1).toISOString(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    repeats: null,
  });
  answers['POST /schedule'] = Response.json(scheduledWith(), { status: 201 });
  await press('Announce the show');
  await until(() => expect(page.address()).toBe(`/studio/shows/${SHOW_ID}`));
});
