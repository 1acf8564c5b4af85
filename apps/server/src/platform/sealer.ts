import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps texts that the server must be able to read again (TOTP secrets, letters that wait) out of a stolen database. */
export interface Sealer {
  /** AES-256-GCM with a fresh nonce: the same text never looks the same twice. */
  seal(text: string): string;
  /** Throws when it was sealed with another secret or for another purpose, or was changed. */
  open(sealed: string): string;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `purpose` separates the keys of what is sealed: what was sealed for one cannot be opened for another. */
export const createSealer = ({ secret, purpose }: { secret: string; purpose: string }): Sealer => {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `livestreamer: ${purpose}`, 32));
  return {
    seal: (text) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce);
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
        'base64',
      );
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error('What should be opened was never sealed.');
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
      const middle = bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES);
      return Buffer.concat([decipher.update(middle), decipher.final()]).toString('utf8');
    },
  };
};
