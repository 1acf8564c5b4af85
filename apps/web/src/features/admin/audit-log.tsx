import { AUDIT_ACTIONS, type AuditAction, type AuditEntry, listAuditEntries, ROLES } from '@livestreamer/contracts';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { momentText } from '../../lib/moment-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { SelectField } from '../../ui/field/select-field.tsx';
import styles from './admin.module.scss';
import { AdminList, AdminWords } from './admin-list.tsx';
import { auditDetails } from './audit-details.ts';
import { useAdminPages } from './use-admin.ts';

/** Who did what, to whom, when, from where. */
export const AuditLog = () => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const [action, setAction] = useState<AuditAction | ''>('');
  const filter = action === '' ? {} : { action };
  const query = useAdminPages(['audit', filter], (page) =>
    rest.call(listAuditEntries, { query: { ...page, ...filter } }),
  );
  return (
    <>
      <div className={styles['filters']}>
        <SelectField
          label={t('admin.audit.action')}
          value={action}
          options={[
            { value: '', text: t('admin.any') },
            ...AUDIT_ACTIONS.map((value) => ({ value, text: t(`admin.did.${value}`) })),
          ]}
          onChoose={setAction}
        />
      </div>
      <AdminList
        label={t('admin.audit.heading')}
        query={query}
        empty={t('admin.audit.empty')}
        keyOf={({ id }) => id}
        row={(entry) => <AuditWords entry={entry} />}
      />
    </>
  );
};

const AuditWords = ({ entry }: { readonly entry: AuditEntry }) => {
  const { t, i18n } = useTranslation();
  const { action, actor, subject, details, address, at } = entry;
  const known = AUDIT_ACTIONS.find((one) => one === action);
  return (
    <AdminWords
      name={`${known ? t(`admin.did.${known}`) : action}: ${targetOf(t, subject)}`}
      facts={[
        ...auditDetails(t, i18n.language, details),
        [actor ? actor.name || t('admin.audit.erased') : t('admin.server'), momentText(i18n.language, at), address]
          .filter(Boolean)
          .join(' · '),
      ]}
    />
  );
};

/** `account:Zoë`: the action says already that it is an account. Roles and settings have words. */
const targetOf = (t: TFunction, subject: string): string => {
  const name = subject.slice(subject.indexOf(':') + 1);
  if (subject === 'setting:registration') return t('admin.settings.registration');
  const role = ROLES.find((one) => one === name);
  return role && !subject.startsWith('account:') ? t(`admin.role.${role}`) : name;
};
