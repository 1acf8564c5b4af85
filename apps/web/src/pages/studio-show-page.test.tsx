// @vitest-environment happy-dom
import type { Broadcast } from '@livestreamer/contracts';
import { afterEach, expect, it } from 'vitest';
import { byRole } from '../testing/by-role.ts';
import { fieldCalled, fill, press, problemOf, until } from '../testing/person.ts';
import { broadcastWith, MEMBER, plannedBroadcast, SHOW_ID, scheduledWith } from '../testing/stand-in-show.ts';
import { NOTHING, openWebPage, refusal, type WebPage } from '../testing/web-rig.tsx';

let page: WebPage;
afterEach(() => page.close());

const BROADCASTER = { ...MEMBER, roles: ['broadcaster'], permissions: ['station.broadcast', 'broadcast.edit'] };
const PATH = `/studio/shows/${SHOW_ID}`;
const hidden = (over: Partial<Broadcast> = {}): Broadcast =>
  broadcastWith({ state: 'ended', publishedAt: null, editable: true, ...over });
const answersOf = (show: Broadcast, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  'GET /account': BROADCASTER,
  [`GET /broadcasts/${SHOW_ID}`]: show,
  ...more,
});

it('saves what was changed, with the revision that was seen', async () => {
  page = await openWebPage(PATH, answersOf(hidden(), { [`PATCH /broadcasts/${SHOW_ID}`]: hidden({ revision: 2 }) }));
  await fill('Title', 'High Tide');
  await fill('Tags', 'Dub, ambient');
  expect(document.body.textContent).toContain('2 pieces');
  await press('Save');
  await until(() => expect(document.body.textContent).toContain('Saved.'));
  expect(page.sent[0]?.body).toMatchObject({
    revision: 1,
    title: 'High Tide',
    tags: ['dub', 'ambient'],
    links: [{ label: 'Photos', url: 'https://photos.example/' }],
    tracklist: [{ atMs: 0 }, { atMs: 600_000 }],
  });
  await press('Save');
  await until(() => expect(page.sent[1]?.body).toMatchObject({ revision: 2 }));
});

it('when somebody was faster it shows theirs, keeps what was typed, and saves over it if that is wanted', async () => {
  const answers = answersOf(hidden(), { [`PATCH /broadcasts/${SHOW_ID}`]: refusal(409, 'edited_meanwhile') });
  page = await openWebPage(PATH, answers);
  await fill('Title', 'Mine');
  await press('Save');
  answers[`GET /broadcasts/${SHOW_ID}`] = hidden({ title: 'Theirs', revision: 7 });
  await press('Look at the newer one');
  await until(() => expect(byRole('region', 'The newer one').textContent).toContain('Theirs'));
  expect(fieldCalled('Title').value).toBe('Mine');
  answers[`PATCH /broadcasts/${SHOW_ID}`] = hidden({ title: 'Mine', revision: 8 });
  await press('Save mine over it');
  await until(() => expect(page.sent[1]?.body).toMatchObject({ revision: 7, title: 'Mine' }));
});

it('publishes, deletes after a question, and brings back', async () => {
  const answers = answersOf(hidden(), {
    [`PUT /broadcasts/${SHOW_ID}/publication`]: NOTHING,
    [`DELETE /broadcasts/${SHOW_ID}`]: NOTHING,
    [`POST /broadcasts/${SHOW_ID}/restoration`]: NOTHING,
  });
  page = await openWebPage(PATH, answers);
  await until(() => byRole('button', 'Publish'));
  answers[`GET /broadcasts/${SHOW_ID}`] = hidden({ state: 'published' });
  await press('Publish');
  await until(() => byRole('button', 'Hide'));
  answers[`GET /broadcasts/${SHOW_ID}`] = hidden({ deletedAt: '2026-11-22T09:00:00.000Z' });
  await press('Delete the show');
  await press('Really delete it?');
  await press('Bring it back');
  const acts = page.asked.filter((call) => !call.startsWith('GET'));
  expect(acts).toEqual([
    `PUT /broadcasts/${SHOW_ID}/publication`,
    `DELETE /broadcasts/${SHOW_ID}`,
    `POST /broadcasts/${SHOW_ID}/restoration`,
  ]);
});

it('trims a recording, and says which time is wrong', async () => {
  const show = hidden();
  page = await openWebPage(PATH, answersOf(show, { [`PUT /broadcasts/${SHOW_ID}/trim`]: show.recording }));
  await fill('Begins at', 'soon');
  await press('Trim');
  expect(problemOf('Begins at')).toBe('Write the time like 1:02:03.');
  await fill('Begins at', '0:30');
  await fill('Ends at', '1:30:00');
  await press('Trim');
  expect(problemOf('Ends at')).toContain('within the recording');
  await fill('Ends at', '59:00');
  await press('Trim');
  await until(() => expect(page.sent[0]?.body).toEqual({ startMs: 30_000, endMs: 3_540_000 }));
});

it('changes a planned show by what is different alone, and calls it off', async () => {
  const [startsAt, endsAt] = ['2026-11-27T20:00:00.000Z', '2026-11-27T22:00:00.000Z'] as const;
  page = await openWebPage(
    PATH,
    answersOf(
      { ...plannedBroadcast(startsAt, endsAt), editable: true },
      {
        [`GET /schedule/${SHOW_ID}`]: scheduledWith({ editable: true }),
        [`PATCH /schedule/${SHOW_ID}`]: scheduledWith({ title: 'High Tide' }),
        [`DELETE /schedule/${SHOW_ID}`]: NOTHING,
      },
    ),
  );
  await until(() => expect(fieldCalled('Begins').value).toBe('21:00')); // by the clock of Berlin
  await fill('Title', 'High Tide');
  await press('Save');
  await until(() => expect(page.sent[0]?.body).toEqual({ scope: 'one', title: 'High Tide' }));
  await press('Call it off');
  await press('Really call it off?');
  await until(() => expect(page.asked).toContain(`DELETE /schedule/${SHOW_ID}?scope=one`));
});

it('is missing for who may not edit it', async () => {
  page = await openWebPage(PATH, answersOf(hidden({ editable: false })));
  await until(() => byRole('heading', 'There is nothing here'));
});
