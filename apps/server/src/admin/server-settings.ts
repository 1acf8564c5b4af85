import { REGISTRATION_MODES, type RegistrationMode } from '@livestreamer/contracts';
import { z } from 'zod';
import type { Db, Sql } from '../platform/postgres/index.ts';
import { settingValue, upsertSetting } from './server-setting-store.ts';

/** What admins set while the server runs. */
export interface ServerSettingsKeeper {
  /** Who may make an account; in a transaction, hand it in. */
  registrationMode(db?: Db): Promise<RegistrationMode>;
  setRegistrationMode(db: Db, mode: RegistrationMode): Promise<void>;
}

/** Why: docs/decisions. */
const FIRST_REGISTRATION_MODE: RegistrationMode = 'open';

const REGISTRATION = 'registration';
/** What a later version wrote and this one does not know lets nobody in who was not invited. */
const modeSchema = z.enum(REGISTRATION_MODES).optional().catch('invitation');

export const createServerSettings = ({ sql }: { sql: Sql }): ServerSettingsKeeper => ({
  registrationMode: async (db = sql) =>
    modeSchema.parse(await settingValue(db, REGISTRATION)) ?? FIRST_REGISTRATION_MODE,
  setRegistrationMode: (db, mode) => upsertSetting(db, { name: REGISTRATION, value: mode }),
});
