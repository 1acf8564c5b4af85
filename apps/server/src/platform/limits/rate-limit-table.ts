import { LIMITS } from '@livestreamer/contracts';

/**
 * How often is too often. Either `times` within `withinS`; or, with `growing`, that many at once, and from then on a
 * delay after each further one that doubles from `firstS` up to `mostS`. What comes during a delay is refused and does not
 * make it longer.
 */
export interface RateLimit {
  readonly times: number;
  readonly withinS: number;
  readonly growing?: { readonly firstS: number; readonly mostS: number };
}

const MINUTE_S = 60;
const HOUR_S = 3_600;

/** A key is an address range (`…-address`), an account or the name that was typed (`…-account`), or a mailbox. */
export const RATE_LIMITS = {
  'sign-in-address': { times: 60, withinS: 10 * MINUTE_S },
  /** The name together with the address it is tried from, so that nobody keeps its owner out who sits elsewhere. */
  'sign-in-account': { times: 5, withinS: HOUR_S, growing: { firstS: 2, mostS: 2 * MINUTE_S } },
  'registration-address': { times: 10, withinS: HOUR_S },
  'letter-address': { times: 20, withinS: HOUR_S },
  'letter-mailbox': { times: 4, withinS: HOUR_S },
  'password-check-account': { times: 10, withinS: HOUR_S, growing: { firstS: 5, mostS: 5 * MINUTE_S } },
  /** Messages and edits of one person, on all stations. */
  'chat-person': { times: 20, withinS: MINUTE_S },
  /** Own messages that one person takes back: more than they can have written. */
  'chat-delete-person': { times: 60, withinS: MINUTE_S },
  /** Three hundred people behind one address who talk faster than anybody reads. */
  'chat-address': { times: 1_800, withinS: MINUTE_S },
  /** Likes for messages, given and taken back. */
  'like-account': { times: 60, withinS: MINUTE_S },
  /** Messages that somebody reports. */
  'report-account': { times: 30, withinS: HOUR_S },
  /** Of one person, for one station: after each heart the button rests. */
  'heart-person': { times: 1, withinS: LIMITS.heartRestMs / 1_000 },
  /** Three hundred people behind one address, none of whom ever lets go of the button. */
  'heart-address': { times: 1_800, withinS: MINUTE_S },
  /** New visitors; who takes a new cookie for each heart is soon without any. */
  'visitor-address': { times: 600, withinS: HOUR_S },
  /** Letters about silence on air. */
  'dead-air-account': { times: 1, withinS: HOUR_S },
  'upload-account': { times: 30, withinS: HOUR_S },
  /** Refusals of all the others: who goes on after them floods. */
  'refused-address': { times: 100, withinS: MINUTE_S },
  /** Everything that changes something; hearts and messages of a full hall are among it. */
  'change-address': { times: 3_600, withinS: MINUTE_S },
  /** Everything that only reads; three hundred people of a church or a club behind one address must never see it. */
  'read-address': { times: 12_000, withinS: MINUTE_S },
} as const satisfies Record<string, RateLimit>;

/** What is limited, by name. */
export type LimitName = keyof typeof RATE_LIMITS;
