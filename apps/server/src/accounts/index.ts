/** Who people are: accounts, passwords, sessions, the first admin. */
export { emailKey, usernameKey } from './account-keys.ts';
export { type StandingFacts, standingOf } from './account-standing.ts';
export { insertBan, liftBan } from './account-standing-store.ts';
export { type AccountRecord, accountById, accountByUsername, lockAccount } from './account-store.ts';
export { type AccountEvents, type Accounts, createAccounts, sessionStoreOf } from './accounts.ts';
export { createOperatorAccounts, type OperatorAccounts } from './operator-accounts.ts';
export { keepSessionSecret, keptSessionSecret } from './sessions/session-secret.ts';
