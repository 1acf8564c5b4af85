import { createFakeClock } from '@livestreamer/clock';
import type { RoomEvent } from '@livestreamer/contracts';
import { expect, test, vi } from 'vitest';
import { silentLogger } from '../platform/index.ts';
import { createLikeNews } from './like-news.ts';

const rig = () => {
  const clock = createFakeClock();
  const told: RoomEvent[] = [];
  const stored = { likes: 0 as number | null };
  const news = createLikeNews({
    publish: (_, event) => void told.push(event),
    likesOf: async () => stored.likes,
    clock,
    log: silentLogger,
  });
  const like = (likes: number, messageId = 'm') => {
    stored.likes = likes;
    news.tell({ slug: 'radio', messageId, likes });
  };
  return { clock, told, stored, news, like };
};
const likes = (count: number, messageId = 'm') => ({ type: 'likes', messageId, likes: count });

test('the first like is told at once, and many after it once a second, as they are by then', async () => {
  const { clock, told, stored, like } = rig();
  like(1);
  expect(told).toEqual([likes(1)]);
  for (let count = 2; count <= 50; count += 1) like(count);
  expect(told).toHaveLength(1);
  stored.likes = 60; // another server counted too
  clock.advance(1_000);
  await vi.waitFor(() => expect(told).toEqual([likes(1), likes(60)]));
  clock.advance(5_000);
  await Promise.resolve();
  expect(told).toHaveLength(2);
  like(61);
  expect(told.at(-1)).toEqual(likes(61));
});

test('a like that another server counted and told first does not leave an old number behind', async () => {
  const { clock, told, stored, like } = rig();
  like(1);
  stored.likes = 2;
  clock.advance(1_000);
  await vi.waitFor(() => expect(told).toEqual([likes(1), likes(2)]));
});

test('likes of two messages do not wait for each other', () => {
  const { told, like } = rig();
  like(1, 'a');
  like(1, 'b');
  expect(told).toEqual([likes(1, 'a'), likes(1, 'b')]);
});

test('of a message that is gone, and after the stop, nothing is told', async () => {
  const { clock, told, stored, news, like } = rig();
  like(1);
  like(2);
  stored.likes = null;
  clock.advance(1_000);
  await Promise.resolve();
  like(3);
  like(4);
  news.stop();
  expect(clock.pending()).toBe(0);
  like(5);
  expect(told).toEqual([likes(1), likes(3)]);
});
