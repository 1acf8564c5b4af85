import { type AuditEntry, PERMISSIONS, REGISTRATION_MODES, ROLES, STATION_ROLES } from '@livestreamer/contracts';
import type { TFunction } from 'i18next';
import { momentText } from '../../lib/moment-text.ts';

type Details = AuditEntry['details'];

const wordOf = (t: TFunction, value: string): string => {
  const role = ROLES.find((one) => one === value);
  if (role) return t(`admin.role.${role}`);
  const permission = PERMISSIONS.find((one) => one === value);
  if (permission) return t(`admin.may.${permission}`);
  const mode = REGISTRATION_MODES.find((one) => one === value);
  if (mode) return t(`admin.settings.${mode}`);
  const stationRole = STATION_ROLES.find((one) => one === value);
  return stationRole === 'co-broadcaster' ? t('admin.role.coBroadcaster') : value;
};

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : typeof value === 'string' ? [value] : [];

/** What came and what went, as `+ Moderator, − Listener`; of a setting, what it was and what it is. */
const changeOf = (t: TFunction, { before, after }: Details): string | null => {
  if (typeof before === 'string' && typeof after === 'string') return `${wordOf(t, before)} → ${wordOf(t, after)}`;
  const [old, now] = [texts(before), texts(after)];
  const came = now.filter((one) => !old.includes(one)).map((one) => `+ ${wordOf(t, one)}`);
  const went = old.filter((one) => !now.includes(one)).map((one) => `− ${wordOf(t, one)}`);
  return [...came, ...went].join(', ') || null;
};

/** The details of an act in words, one a line. What only machines read (ids) is left out; what is not known here too. */
export const auditDetails = (t: TFunction, language: string, details: Details): string[] => {
  const { username, role, reason, until } = details;
  const who = [...texts(username), ...texts(role).map((one) => wordOf(t, one))].join(' · ');
  const end = until === null ? t('admin.length.ever') : null;
  const lines = [
    changeOf(t, details),
    who || null,
    typeof reason === 'string' ? reason : null,
    typeof until === 'string' ? t('admin.until', { time: momentText(language, until) }) : end,
  ];
  return lines.filter((line) => line !== null);
};
