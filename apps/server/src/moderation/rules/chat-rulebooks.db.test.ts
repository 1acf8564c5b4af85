import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChatPartsRig, openChatPartsRig } from '../../chat/chat-parts-rig.ts';
import { countRuleChange, insertRule } from './chat-rule-store.ts';
import { createChatRulebooks } from './chat-rulebooks.ts';

let rig: ChatPartsRig;
beforeAll(async () => {
  rig = await openChatPartsRig();
});
afterAll(() => rig.close());

const addStation = async (slug: string): Promise<string> => (await rig.addStation(slug)).id;

const forbid = (stationId: string, pattern: string) =>
  rig.sql.begin(async (tx) => {
    await countRuleChange(tx, stationId);
    await insertRule(tx, { stationId, kind: 'word', pattern, act: 'refuse', at: new Date() });
  });

test('a rule that one server makes holds on the others with the next message, for its station alone', async () => {
  const [here, there] = [createChatRulebooks(rig), createChatRulebooks(rig)];
  const [one, two] = [await addStation('one'), await addStation('two')];
  for (const server of [here, there]) expect(await server.judge(one, 'spam')).toEqual({ act: 'pass' });
  await forbid(one, 'spam');
  for (const server of [here, there]) {
    expect(await server.judge(one, 'spam')).toEqual({ act: 'refuse', rule: 'spam' });
    expect(await server.judge(two, 'spam')).toEqual({ act: 'pass' });
  }
});

test('of more stations than are kept ready each is judged by its own rules', async () => {
  const { judge } = createChatRulebooks({ sql: rig.sql, mostKept: 2 });
  const stations = await Promise.all(['three', 'four', 'five', 'six'].map(addStation));
  for (const [index, station] of stations.entries()) await forbid(station, `word${index}`);
  for (let round = 0; round < 2; round += 1)
    for (const [index, station] of stations.entries()) {
      expect(await judge(station, `word${index}`)).toEqual({ act: 'refuse', rule: `word${index}` });
      expect(await judge(station, `word${(index + 1) % 4}`)).toEqual({ act: 'pass' });
    }
});
