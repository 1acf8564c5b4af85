/**
 * Two usernames with the same key are the same name: case, compatibility forms and what nobody sees do not count. Down, up and
 * down again is Unicode's full case folding (`ß` and `ẞ` as `ss`) for the letters of living scripts. `ς` is `σ` wherever it stands, so
 * that the beginning of a name finds it.
 */
export const usernameKey = (username: string): string =>
  username
    .trim()
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll('ς', 'σ');

/** Two addresses with the same key are the same mailbox. The part before the @ may differ by case in theory; no provider does that. */
export const emailKey = (email: string): string => email.trim().normalize('NFC').toLowerCase();

/** The key of what somebody types to sign in: a username never has an @. */
export const loginKey = (login: string): { column: 'username_key' | 'email_key'; key: string } =>
  login.includes('@')
    ? { column: 'email_key', key: emailKey(login) }
    : { column: 'username_key', key: usernameKey(login) };
