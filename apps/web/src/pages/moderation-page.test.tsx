// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { byRole } from '../testing/by-role.ts';
import { fieldCalled, fill, problemOf, until } from '../testing/person.ts';
import { MEMBER } from '../testing/stand-in-show.ts';
import { NOTHING, openWebPage, refusal, stationWith, type WebPage } from '../testing/web-rig.tsx';

let page: WebPage;
afterEach(() => page.close());

const ROOM = {
  open: true,
  writers: 'members',
  slowModeS: 0,
  clearedSeq: 0,
  pinned: null,
  announcement: null,
};
const RULE = { id: '3c2c4b34-6a52-4d0e-9f27-2d3ff3f4a001', kind: 'word', pattern: 'spam', act: 'refuse' };
const MUTED = {
  id: '3c2c4b34-6a52-4d0e-9f27-2d3ff3f4a002',
  kind: 'mute',
  who: 'Rolf',
  whom: 'account',
  reason: 'Shouting',
  madeBy: 'zoe',
  madeAt: '2026-11-23T20:00:00.000Z',
  until: '2026-11-23T21:00:00.000Z',
};
const DONE = {
  id: '1',
  at: '2026-11-23T20:00:00.000Z',
  actor: 'zoe',
  act: 'restriction.mute',
  subject: 'Rolf',
  reason: 'Shouting',
};
const DESK = '/stations/club/moderation';
const ANSWERS = {
  'GET /account': MEMBER,
  'GET /stations/club': stationWith(null),
  [`GET ${DESK}/room`]: ROOM,
  [`GET ${DESK}/rules`]: { items: [RULE] },
  [`GET ${DESK}/restrictions`]: { items: [MUTED], next: null },
  [`GET ${DESK}/log`]: { items: [DONE], next: null },
};
const buttonIn = (region: string, name: string): HTMLButtonElement => {
  const found = [...byRole('region', region).querySelectorAll('button')].find(
    (button) => (button.getAttribute('aria-label') ?? button.textContent) === name,
  );
  if (!found) throw new Error(`No button "${name}" in "${region}".`);
  return found;
};

it('shows those who keep order the room, its rules, who is muted, and what was done', async () => {
  page = await openWebPage('/club/moderation', ANSWERS);
  await until(() => expect(byRole('list', 'Muted and banned').textContent).toMatch(/Rolf.*Muted.*Shouting.*zoe/));
  expect(byRole('list', 'Rules').textContent).toContain('spam');
  expect(byRole('list', 'What was done').textContent).toContain('Muted: Rolf');
  expect(fieldCalled('Announcement').value).toBe('');
});

it('sets an announcement, and takes it away when it is emptied', async () => {
  page = await openWebPage('/club/moderation', { ...ANSWERS, [`PATCH ${DESK}/room`]: ROOM });
  await fill('Announcement', '  Doors at ten  ');
  buttonIn('The room', 'Save').click();
  await until(() =>
    expect(page.sent[0]).toEqual({
      call: `PATCH ${DESK}/room`,
      body: { open: true, writers: 'members', slowModeS: 0, announcement: 'Doors at ten' },
    }),
  );
  await until(() => expect(buttonIn('The room', 'Save').disabled).toBe(false));
  await fill('Announcement', '');
  buttonIn('The room', 'Save').click();
  await until(() => expect(page.sent[1]?.body).toMatchObject({ announcement: null }));
});

it('adds a rule, and says at the pattern what the server cannot take', async () => {
  const wrong = refusal(400, 'validation_failed', [{ path: 'pattern', message: 'is no regular expression' }]);
  page = await openWebPage('/club/moderation', { ...ANSWERS, [`POST ${DESK}/rules`]: wrong });
  await fill('Word or phrase', '(');
  buttonIn('Rules', 'Add the rule').click();
  await until(() => expect(problemOf('Word or phrase')).not.toBeNull());
  expect(page.sent[0]?.body).toEqual({ kind: 'word', pattern: '(', act: 'refuse' });
});

it('lifts a mute', async () => {
  const answers: Record<string, unknown> = { ...ANSWERS, [`DELETE ${DESK}/restrictions/${MUTED.id}`]: NOTHING };
  page = await openWebPage('/club/moderation', answers);
  await until(() => buttonIn('Muted and banned', 'Lift the mute of Rolf'));
  answers[`GET ${DESK}/restrictions`] = { items: [], next: null };
  buttonIn('Muted and banned', 'Lift the mute of Rolf').click();
  await until(() => expect(byRole('region', 'Muted and banned').textContent).toContain('Nobody is muted or banned.'));
});

it('tells everybody else that this is not for them', async () => {
  page = await openWebPage('/club/moderation', { ...ANSWERS, [`GET ${DESK}/room`]: refusal(403, 'forbidden') });
  await until(() => expect(document.body.textContent).toContain('This is for those who keep order on this station.'));
});
