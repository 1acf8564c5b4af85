import {
  getServerSettings,
  REGISTRATION_MODES,
  type RegistrationMode,
  setServerSettings,
} from '@livestreamer/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Done, Problem } from '../../ui/notice/notice.tsx';
import styles from './admin.module.scss';
import { AdminWords, Failed, Waiting } from './admin-list.tsx';
import { adminKey, useAdminAct } from './use-admin.ts';

/** Who may make an account on this server; saved at once. */
export const RegistrationChoice = () => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const { data, isPending, error, refetch } = useQuery({
    queryKey: adminKey('settings'),
    queryFn: () => rest.call(getServerSettings, {}),
  });
  const change = useAdminAct((registration: RegistrationMode) =>
    rest.call(setServerSettings, { body: { registration } }),
  );
  if (isPending) return <Waiting />;
  if (!data) return <Failed error={error} onRetry={() => void refetch()} />;
  const chosen = change.isPending ? change.variables : data.registration;
  return (
    <fieldset className={styles['choices']}>
      <legend className={styles['legend']}>{t('admin.settings.registration')}</legend>
      {REGISTRATION_MODES.map((mode) => (
        <label key={mode} className={styles['choice']}>
          <input type="radio" name="registration" checked={mode === chosen} onChange={() => change.mutate(mode)} />
          <AdminWords name={t(`admin.settings.${mode}`)} facts={[t(`admin.settings.${mode}Text`)]} />
        </label>
      ))}
      {change.error && <Problem>{errorText(t, change.error)}</Problem>}
      {change.isSuccess && <Done>{t('settings.saved')}</Done>}
    </fieldset>
  );
};
