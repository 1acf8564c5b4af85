/**
 * What is limited, by name. A key is an address (IPv6: its /64), an account or a mailbox; `table` in rate-limit-table.ts says how much
 * of each is allowed.
 */
export type LimitName =
  | 'sign-in-address'
  | 'sign-in-account'
  | 'registration-address'
  | 'letter-address'
  | 'letter-mailbox'
  | 'password-check-account'
  | 'chat-account'
  | 'heart-address'
  | 'upload-account'
  | 'change-address'
  | 'read-address';

/** Who does something too often is told to wait. Counted in Redis, or in process. */
export interface RateLimits {
  /** Counts one; throws `too_many_requests` with the seconds to wait when that was one too many. */
  take(name: LimitName, key: string): Promise<void>;
  /** Forgets what was counted: a right password after wrong ones. */
  forget(name: LimitName, key: string): Promise<void>;
}
