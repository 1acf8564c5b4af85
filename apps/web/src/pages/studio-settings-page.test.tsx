// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { allByRole, byRole } from '../testing/by-role.ts';
import { fieldCalled, fill, press, problemOf, until } from '../testing/person.ts';
import { MEMBER } from '../testing/stand-in-show.ts';
import { openWebPage, refusal, stationWith, type WebPage } from '../testing/web-rig.tsx';

let page: WebPage;
afterEach(() => page.close());

const SETTINGS = {
  heartsFrom: 'everyone',
  timeZone: 'Europe/Berlin',
  recordShows: true,
  keepRecordingsDays: null,
  recordingsQuotaBytes: 50_000_000_000,
  offerDownloads: false,
};
const OWN = stationWith(null, { editable: true, accent: '#ffcc00' });
const ANSWERS = {
  'GET /account': { ...MEMBER, permissions: ['station.broadcast'] },
  'GET /stations': { items: [OWN], next: null },
  'GET /stations/club': OWN,
  'GET /stations/club/settings': SETTINGS,
};
const saveIn = async (name: string): Promise<void> => {
  const button = [...byRole('region', name).querySelectorAll('button')].find(
    ({ textContent }) => textContent === 'Save',
  );
  button?.click();
};

it('changes what listeners see, and says at the address that it is taken', async () => {
  page = await openWebPage('/studio/settings', { ...ANSWERS, 'PATCH /stations/club': refusal(409, 'slug_taken') });
  await fill('Address', 'night');
  await fill('Name', 'Night FM');
  await saveIn('What listeners see');
  await until(() => expect(problemOf('Address')).toBe('This address is taken.'));
  expect(page.sent[0]?.body).toEqual({ name: 'Night FM', slug: 'night', about: '', links: [], accent: '#ffcc00' });
  expect(document.body.textContent).toMatch(/Contrast 1\d(\.\d)? : 1/);
});

it('changes how the station works, in gigabytes and days', async () => {
  page = await openWebPage('/studio/settings', { ...ANSWERS, 'PATCH /stations/club/settings': SETTINGS });
  await until(() => expect(fieldCalled('At most so many gigabytes of recordings').value).toBe('50'));
  await fill('Keep recordings for so many days', 'x');
  await saveIn('How it works');
  await until(() => expect(problemOf('Keep recordings for so many days')).not.toBeNull());
  await fill('Keep recordings for so many days', '30');
  await fill('At most so many gigabytes of recordings', '1,5');
  await saveIn('How it works');
  await until(() =>
    expect(page.sent[0]?.body).toEqual({ ...SETTINGS, keepRecordingsDays: 30, recordingsQuotaBytes: 1_500_000_000 }),
  );
});

it('adds somebody who keeps order, and says at the name that nobody is called so', async () => {
  const answers: Record<string, unknown> = {
    ...ANSWERS,
    'GET /stations/club/team': { items: [], next: null },
    'POST /stations/club/team': refusal(404, 'not_found'),
  };
  page = await openWebPage('/studio/settings', answers);
  await fill('Username', 'rolf');
  await byRole('button', 'Add to the team').click();
  await until(() => expect(problemOf('Username')).not.toBeNull());
  const rolf = { accountId: '3c2c4b34-6a52-4d0e-9f27-2d3ff3f4a003', username: 'rolf', role: 'moderator' };
  answers['POST /stations/club/team'] = Response.json(rolf, { status: 201 });
  answers['GET /stations/club/team'] = { items: [rolf], next: null };
  await byRole('button', 'Add to the team').click();
  await until(() => expect(byRole('list', 'Team').textContent).toContain('rolf'));
  expect(page.sent.at(-1)?.body).toEqual({ username: 'rolf', role: 'moderator' });
});

it('tells of a picture only what became of it last', async () => {
  const picture = { small: '/pictures/s.webp', large: '/pictures/l.webp' };
  const answers: Record<string, unknown> = {
    ...ANSWERS,
    'GET /stations/club': { ...OWN, artwork: picture },
    'GET /stations/club/team': { items: [], next: null },
    'PUT /stations/club/artwork': picture,
    'DELETE /stations/club/artwork': refusal(429, 'too_many_requests'),
  };
  page = await openWebPage('/studio/settings', answers);
  await until(() => byRole('button', 'Take it away'));
  const choose = async (): Promise<void> => {
    const input = document.querySelector('input[type=file]');
    Object.defineProperty(input, 'files', { configurable: true, value: [new File(['x'], 'x.png')] });
    await act(async () => void input?.dispatchEvent(new Event('change', { bubbles: true })));
  };
  await choose();
  await until(() => expect(document.body.textContent).toContain('The picture is there.'));
  await press('Take it away');
  await until(() => byRole('alert'));
  expect(document.body.textContent).not.toContain('The picture is there.');
  await choose();
  await until(() => expect(document.body.textContent).toContain('The picture is there.'));
  expect(allByRole('alert')).toEqual([]);
});
