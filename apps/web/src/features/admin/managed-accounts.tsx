import {
  ACCOUNT_STATES,
  type AccountState,
  LIMITS,
  listAccounts,
  type Permission,
  ROLES,
  type Role,
} from '@livestreamer/contracts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWeb } from '../../lib/web-context.ts';
import { Field } from '../../ui/field/field.tsx';
import { SelectField } from '../../ui/field/select-field.tsx';
import styles from './admin.module.scss';
import { AdminList } from './admin-list.tsx';
import { ManagedAccountRow } from './managed-account-row.tsx';
import { useAdminPages } from './use-admin.ts';

/** Typing is over when nothing was typed for this long. */
const TYPING_PAUSE_MS = 300;

/** All accounts, to be searched and kept in order. */
export const ManagedAccounts = ({ permissions }: { readonly permissions: readonly Permission[] }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<AccountState | ''>('');
  const [role, setRole] = useState<Role | ''>('');
  const search = useSettled(typed.trim());
  const filters = {
    ...(search === '' ? {} : { search }),
    ...(state === '' ? {} : { state }),
    ...(role === '' ? {} : { role }),
  };
  const query = useAdminPages(['accounts', filters], (page) =>
    rest.call(listAccounts, { query: { ...page, ...filters } }),
  );
  const any = { value: '' as const, text: t('admin.any') };
  return (
    <>
      <div className={styles['filters']}>
        <Field
          label={t('admin.accounts.search')}
          value={typed}
          maxLength={LIMITS.search.max}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setTyped(target.value)}
        />
        <SelectField
          label={t('admin.state.label')}
          value={state}
          options={[any, ...ACCOUNT_STATES.map((value) => ({ value, text: t(`admin.state.${value}`) }))]}
          onChoose={setState}
        />
        <SelectField
          label={t('admin.role.label')}
          value={role}
          options={[any, ...ROLES.map((value) => ({ value, text: t(`admin.role.${value}`) }))]}
          onChoose={setRole}
        />
      </div>
      <AdminList
        label={t('admin.accounts.heading')}
        query={query}
        empty={t('admin.accounts.empty')}
        keyOf={({ id }) => id}
        row={(account) => <ManagedAccountRow account={account} permissions={permissions} />}
      />
    </>
  );
};

/** What was typed, once the typing pauses. */
const useSettled = (text: string): string => {
  const { clock } = useWeb();
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = clock.after(TYPING_PAUSE_MS, () => setSettled(text));
    return () => timer.cancel();
  }, [clock, text]);
  return settled;
};
