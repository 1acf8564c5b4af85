import type { MessageVerdict } from '../../chat/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import { rulesOf, rulesRevisionOf } from './chat-rule-store.ts';
import { type ChatRulebook, compileRulebook } from './chat-rulebook.ts';

/** What the rules of each station say to a text. */
export interface ChatRulebooks {
  /** By the rules as they are at this moment, whichever server changed them. */
  judge(stationId: string, text: string): Promise<MessageVerdict>;
}

/** Stations whose rules are kept ready; of more, those that wait longest for a message are made ready again with their next one. */
const MOST_KEPT = 100;

/**
 * Rules are made ready once and kept. Before each message one number is read that counts their changes: so a rule holds on all servers from the moment it is
 * stored, also when Redis is away, for the price of one row by its key.
 */
export const createChatRulebooks = ({ sql, mostKept = MOST_KEPT }: { sql: Sql; mostKept?: number }): ChatRulebooks => {
  /** The one that waits longest for a message first. */
  const kept = new Map<string, { readonly revision: number; readonly rulebook: ChatRulebook }>();

  const rulebookOf = async (stationId: string): Promise<ChatRulebook> => {
    const revision = await rulesRevisionOf(sql, stationId);
    let known = kept.get(stationId);
    // The revision was read first: rules that are newer than it are read again with the next message, and none that are older stay.
    if (known?.revision !== revision) known = { revision, rulebook: compileRulebook(await rulesOf(sql, stationId)) };
    kept.delete(stationId);
    kept.set(stationId, known);
    const [longestWaiting] = kept.keys();
    if (kept.size > mostKept && longestWaiting !== undefined) kept.delete(longestWaiting);
    return known.rulebook;
  };

  return { judge: async (stationId, text) => (await rulebookOf(stationId))(text) };
};
