import { listStreamKeys, makeStreamKey, revokeStreamKey, type StreamKey } from '@livestreamer/contracts';
import { type RouteRegistrar, requireCaller } from '../../platform/http/index.ts';
import type { StreamKeyRecord } from './stream-key-store.ts';
import type { StreamKeys } from './stream-keys.ts';

interface StreamKeyRoutesOptions {
  readonly streamKeys: StreamKeys;
  /** Hears of every account whose key is worth nothing any more. */
  readonly onAccessChanged: (accountId: string) => void;
}

const replyOf = ({ id, name, createdAt, lastUsedAt }: StreamKeyRecord): StreamKey => ({
  id,
  name,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

/** The stream keys of an account. */
export const streamKeyRoutes =
  ({ streamKeys, onAccessChanged }: StreamKeyRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(listStreamKeys, async (_, context) => {
      const keys = await streamKeys.listOf(requireCaller(context).accountId);
      return { items: keys.map(replyOf) };
    });

    registrar.add(makeStreamKey, async ({ body }, context) => {
      const { key, ...record } = await streamKeys.make({ ...body, accountId: requireCaller(context).accountId });
      return { ...replyOf(record), key };
    });

    registrar.add(revokeStreamKey, async ({ params: { key: id } }, context) => {
      const { accountId } = requireCaller(context);
      await streamKeys.revoke({ accountId, id });
      onAccessChanged(accountId);
      return undefined;
    });
  };
