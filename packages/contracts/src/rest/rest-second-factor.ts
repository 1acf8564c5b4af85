import { z } from 'zod';
import { currentPasswordSchema } from './rest-own-account.ts';
import { defineRoute } from './rest-route.ts';

const codeSchema = z.string().trim().min(6).max(32);
const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

export const secondFactorState = defineRoute({
  name: 'secondFactorState',
  method: 'GET',
  path: '/api/v1/account/second-factor',
  access: 'signed-in',
  summary: 'Whether the second factor is on, and how many recovery codes are left.',
  status: 200,
  reply: z.object({ on: z.boolean(), recoveryCodesLeft: z.number().int() }),
});

export const beginSecondFactor = defineRoute({
  name: 'beginSecondFactor',
  method: 'POST',
  path: '/api/v1/account/second-factor',
  access: 'signed-in',
  summary: 'Get a secret for an authenticator app; it counts once a code was sent back.',
  body: z.object({ currentPassword: currentPasswordSchema }),
  status: 200,
  /** `uri`: `otpauth://totp/…`, for a QR code. */
  reply: z.object({ secret: z.string(), uri: z.string() }),
  errors: ['wrong_credentials', 'second_factor_on', 'too_many_requests'],
});

export const turnSecondFactorOn = defineRoute({
  name: 'turnSecondFactorOn',
  method: 'PUT',
  path: '/api/v1/account/second-factor',
  access: 'signed-in',
  summary: 'Turn the second factor on with a code from the app; answers with the recovery codes, once.',
  body: z.object({ code: codeSchema }),
  status: 200,
  reply: recoveryCodesSchema,
  errors: ['second_factor_wrong', 'second_factor_on', 'too_many_requests'],
});

export const renewRecoveryCodes = defineRoute({
  name: 'renewRecoveryCodes',
  method: 'POST',
  path: '/api/v1/account/second-factor/recovery-codes',
  access: 'signed-in',
  summary: 'Get new recovery codes; the old ones are void.',
  body: z.object({ currentPassword: currentPasswordSchema, code: codeSchema }),
  status: 200,
  reply: recoveryCodesSchema,
  errors: ['wrong_credentials', 'second_factor_wrong', 'second_factor_off', 'too_many_requests'],
});

export const turnSecondFactorOff = defineRoute({
  name: 'turnSecondFactorOff',
  method: 'POST',
  path: '/api/v1/account/second-factor/removal',
  access: 'signed-in',
  summary: 'Turn the second factor off.',
  body: z.object({ currentPassword: currentPasswordSchema, code: codeSchema }),
  status: 204,
  errors: ['wrong_credentials', 'second_factor_wrong', 'second_factor_off', 'too_many_requests'],
});
