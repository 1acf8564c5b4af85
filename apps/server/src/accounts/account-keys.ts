/**
 * Two usernames with the same key are the same name: case and compatibility forms do not count. Up and down again is
 * Unicode's full case folding (`ß` as `ss`, `ς` as `σ`) for the letters of living scripts.
 */
export const usernameKey = (username: string): string =>
  username.trim().normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');

/** Two addresses with the same key are the same mailbox. The part before the @ may differ by case in theory; no provider does that. */
export const emailKey = (email: string): string => email.trim().normalize('NFC').toLowerCase();

/** The key of what somebody types to sign in: a username never has an @. */
export const loginKey = (login: string): { column: 'username_key' | 'email_key'; key: string } =>
  login.includes('@')
    ? { column: 'email_key', key: emailKey(login) }
    : { column: 'username_key', key: usernameKey(login) };
