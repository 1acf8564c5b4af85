/** Letters out: queued in the transaction of the change they are about, sent over SMTP until it works or three days are over. */
export type { LetterToSend } from './letter.ts';
export { forgetLettersTo } from './letter-store.ts';
export { createMail, type Mail } from './mail.ts';
export { sendTestLetter, tryMailServer } from './mail-server-check.ts';
