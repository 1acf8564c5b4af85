import { Secret, TOTP } from 'otpauth';

/** What every authenticator app understands (RFC 6238): SHA-1, six digits, 30 seconds. */
const SETTINGS = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const STEP_MS = SETTINGS.period * 1_000;
/** Steps before and after the present one that count too: clocks differ, and typing takes time. */
const WINDOW = 1;
/** As long as a SHA-1 hash (RFC 4226 §4). */
const SECRET_BYTES = 20;

/** A secret in base32, from at least 20 bytes of chance in base64url. */
export const totpSecretFrom = (token: string): string =>
  new Secret({ buffer: Uint8Array.from(Buffer.from(token, 'base64url').subarray(0, SECRET_BYTES)).buffer }).base32;

/** `otpauth://totp/…`, what a QR code for an authenticator app says. */
export const totpUri = ({ secret, issuer, username }: { secret: string; issuer: string; username: string }): string =>
  new TOTP({ ...SETTINGS, issuer, label: username, secret }).toString();

/** The time step (RFC 6238 §4.2: 30-second steps since 1970) that this code is of; null: it is of none near `nowMs`. */
export const totpStepOf = ({ secret, code, nowMs }: { secret: string; code: string; nowMs: number }): number | null => {
  const delta = TOTP.validate({
    ...SETTINGS,
    secret: Secret.fromBase32(secret),
    token: code,
    timestamp: nowMs,
    window: WINDOW,
  });
  return delta === null ? null : Math.floor(nowMs / STEP_MS) + delta;
};
