/** Who people are: accounts, passwords, sessions, the first admin. */
export { type Accounts, createAccounts } from './accounts.ts';
export { keepSessionSecret } from './session-secret.ts';
