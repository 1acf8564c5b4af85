import { banAccount, type ManagedAccount } from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteForm } from '../../lib/use-route-form.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './admin.module.scss';
import { BAN_LENGTHS, type BanLength, BanLengthField, banEnd } from './ban-length.tsx';
import { useAdminAct } from './use-admin.ts';

interface AccountFormProps {
  readonly account: ManagedAccount;
  readonly onClose: () => void;
}

/** Why somebody is banned, and for how long. */
export const AccountBanForm = ({ account, onClose }: AccountFormProps) => {
  const { t } = useTranslation();
  const { rest, serverTime } = useWeb();
  const [length, setLength] = useState<BanLength>('week');
  const ban = useAdminAct((reason: string) =>
    rest.call(banAccount, {
      params: { account: account.id },
      body: { reason, until: banEnd(serverTime.now(), length) },
    }),
  );
  const { field, onSubmit, busy, problem } = useRouteForm({
    body: banAccount.body?.pick({ reason: true }),
    defaultValues: { reason: '' },
    send: ({ reason }) => ban.mutateAsync(reason),
    onDone: onClose,
  });
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <Field {...field('reason')} label={t('admin.reason')} hint={t('admin.accounts.banHint')} />
      <BanLengthField lengths={BAN_LENGTHS} value={length} onChoose={setLength} />
      <div className={styles['buttons']}>
        <Button type="submit" look="danger" busy={busy}>
          {t('admin.accounts.banSubmit', { username: account.username })}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('settings.cancel')}
        </Button>
      </div>
    </form>
  );
};
