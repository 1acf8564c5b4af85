import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';

type Json = Record<string, unknown>;

/** Whether the browser has passkeys here: it needs https, or localhost. */
export const hasPasskeys = (): boolean => browserSupportsWebAuthn();

/** Has the browser make a passkey. `options` come from the server's library of the same make, which knows their shape. */
export const makePasskey = async (options: Json): Promise<Json> => ({
  ...(await startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON })),
});

/** Has the browser sign the server's challenge with one of its passkeys. */
export const signWithPasskey = async (options: Json): Promise<Json> => ({
  ...(await startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON })),
});

/** Closes the browser's window, if one is open: the page that it belonged to is gone. */
export const cancelCeremony = (): void => WebAuthnAbortService.cancelCeremony();

/** Whether the person closed the browser's window, or let it wait too long: nothing to complain about. */
export const wasCancelled = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError');

/** Whether this device has a passkey of the account already. */
export const isThereAlready = (error: unknown): boolean => error instanceof Error && error.name === 'InvalidStateError';
