import { getStation, listStations, makeStation } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestPerson, type TestServer } from '../../testing/api-harness.ts';
import { addSignedInMember } from '../../testing/test-members.ts';

const COUNT = 57;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  // Ten stations share each name, so that pages must break between equals.
  await server.sql`
    insert into station (slug, name, owner_id)
    select 'more-' || n, 'More ' || n / 10, (select id from account limit 1) from generate_series(1, ${COUNT}) n`;
});
afterAll(() => server.stop());

const slugs = async (limit: number): Promise<string[]> => {
  const { rest } = server.visitor();
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await rest.call(listStations, { query: { limit, ...(cursor ? { cursor } : {}) } });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items.map(({ slug }) => slug));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return found;
};

test.each([1, 7, 29, 58, 100])('all stations come once, the default one first, in pages of %i', async (limit) => {
  const found = await slugs(limit);
  expect(found[0]).toBe(server.station);
  expect(new Set(found).size).toBe(COUNT + 1);
  expect(found).toHaveLength(COUNT + 1);
});

test('the order is that of the names', async () => {
  const { items } = await server.visitor().rest.call(listStations, { query: { limit: 100 } });
  const names = items.slice(1).map(({ name }) => name);
  expect(names).toEqual(names.toSorted());
});

test.each([
  ['of another list', 'nonsense'],
  [
    'with a NUL in it',
    Buffer.from(JSON.stringify([true, '\0', '00000000-0000-4000-8000-000000000000'])).toString('base64url'),
  ],
])('a cursor %s is refused', async (_, cursor) => {
  const call = server.visitor().rest.call(listStations, { query: { cursor } });
  await expect(call).rejects.toMatchObject({ status: 400, code: 'bad_request' });
});

test('a list says which stations the caller may edit', async () => {
  const zoe = await addSignedInMember(server, { roles: ['broadcaster'] });
  await zoe.rest.call(makeStation, { body: { name: 'Zoë', slug: 'a-zoe' } });
  const editable = async ({ rest }: TestPerson) =>
    (await rest.call(listStations, { query: { limit: 100 } })).items.filter((station) => station.editable).length;
  expect(await editable(server.visitor())).toBe(0);
  expect(await editable(server.admin)).toBe(COUNT + 2);
  const { items } = await zoe.rest.call(listStations, { query: { limit: 100 } });
  expect(items.flatMap((station) => (station.editable ? station.slug : []))).toEqual(['a-zoe']);
});

test('a station that is nowhere is not found', async () => {
  const call = server.visitor().rest.call(getStation, { params: { station: 'nowhere' } });
  await expect(call).rejects.toMatchObject({ status: 404, code: 'not_found' });
});
