import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

const text = z.string().min(1);
const credential = { id: text, rawId: text, type: z.literal('public-key') };

/** What is read of an authenticator's answers (WebAuthn Level 3, §5.1.8); what else a browser says is left out. */
const newKeySchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: text,
    attestationObject: text,
    /** `usb`, `internal` …: hints for the browser, remembered as they come. */
    transports: z.array(z.string().max(32)).max(8).default([]),
  }),
});

const signatureSchema = z.object({
  ...credential,
  response: z.object({ clientDataJSON: text, authenticatorData: text, signature: text }),
});

/** The answer to "make a key"; null: it is none. */
export const newKeyIn = (reply: unknown): RegistrationResponseJSON | null => {
  const { data } = newKeySchema.safeParse(reply);
  return data ? { ...data, clientExtensionResults: {} } : null;
};

/** The answer to "sign this"; null: it is none. */
export const signatureIn = (reply: unknown): AuthenticationResponseJSON | null => {
  const { data } = signatureSchema.safeParse(reply);
  return data ? { ...data, clientExtensionResults: {} } : null;
};
