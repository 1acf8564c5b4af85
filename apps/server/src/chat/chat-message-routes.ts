import { deleteMessage, editMessage, likeMessage, postMessage, unlikeMessage } from '@livestreamer/contracts';
import type { CallContext, RouteRegistrar } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { RateLimits } from '../platform/limits/index.ts';
import type { StationRecord } from '../stations/index.ts';
import type { ChatEdits } from './chat-edits.ts';
import type { ChatLikes } from './chat-likes.ts';
import type { createChatPosting } from './chat-posting.ts';
import type { ChatWriters } from './chat-writer.ts';

interface ChatMessageRoutesOptions {
  readonly limits: Pick<RateLimits, 'take'>;
  readonly writers: Pick<ChatWriters, 'writerOf'>;
  /** Throws `not_found`. */
  readonly stationOf: (slug: string) => Promise<StationRecord>;
  readonly post: ReturnType<typeof createChatPosting>;
  readonly edits: ChatEdits;
  readonly likes: ChatLikes;
}

/** What people do in a room. */
export const chatMessageRoutes =
  ({ limits, writers, stationOf, post, edits, likes }: ChatMessageRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    const arrive = async (slug: string, context: CallContext) => {
      const station = await stationOf(slug);
      return { station, writer: await writers.writerOf(context, station) };
    };

    const arriveToLike = async (slug: string, context: CallContext) => {
      const { station, writer } = await arrive(slug, context);
      if (writer.kind === 'visitor') throw new AppError('not_signed_in');
      await limits.take('like-account', writer.accountId);
      return { station, writer };
    };

    registrar.add(postMessage, async ({ params, body }, context) => {
      const { text, replyTo = null, key = null, connection } = body;
      return post({ ...(await arrive(params.station, context)), text, replyTo, key, connection });
    });

    registrar.add(editMessage, async ({ params: { station, id }, body: { text, connection } }, context) =>
      edits.edit({ ...(await arrive(station, context)), id, text, connection }),
    );

    registrar.add(deleteMessage, async ({ params: { station, id } }, context) => {
      const arrived = await arrive(station, context);
      const { person, addressRange } = arrived.writer;
      // Each call stands in the line of the room, also when there is nothing to delete.
      await limits.take('chat-address', addressRange);
      await limits.take('chat-delete-person', person);
      await edits.delete({ ...arrived, id });
      return undefined;
    });

    registrar.add(likeMessage, async ({ params: { station, id } }, context) => ({
      likes: await likes.like({ ...(await arriveToLike(station, context)), id }),
    }));

    registrar.add(unlikeMessage, async ({ params: { station, id } }, context) => ({
      likes: await likes.unlike({ ...(await arriveToLike(station, context)), id }),
    }));
  };
