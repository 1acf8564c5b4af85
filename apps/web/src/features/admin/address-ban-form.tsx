import { ApiError } from '@livestreamer/client';
import { banAddress } from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteForm } from '../../lib/use-route-form.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './admin.module.scss';
import { BanLengthField, banEnd, ENDING_BAN_LENGTHS, type EndingBanLength } from './ban-length.tsx';
import { useAdminAct } from './use-admin.ts';

/** Which address is refused, why, and for how long. */
export const AddressBanForm = () => {
  const { t } = useTranslation();
  const { rest, serverTime } = useWeb();
  const [length, setLength] = useState<EndingBanLength>('day');
  const ban = useAdminAct((values: { address: string; reason: string }) =>
    rest.call(banAddress, { body: { ...values, until: banEnd(serverTime.now(), length) } }),
  );
  const { field, onSubmit, busy, problem, error, reset } = useRouteForm({
    body: banAddress.body?.omit({ until: true }),
    defaultValues: { address: '', reason: '' },
    send: (values) => ban.mutateAsync(values),
    onDone: () => reset(),
  });
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{isOwnAddress(error) ? t('admin.bans.own') : problem}</Problem>}
      <Field
        {...field('address')}
        label={t('admin.bans.address')}
        hint={t('admin.bans.addressHint')}
        autoComplete="off"
        spellCheck={false}
      />
      <Field {...field('reason')} label={t('admin.reason')} />
      <BanLengthField lengths={ENDING_BAN_LENGTHS} value={length} onChoose={setLength} />
      <div>
        <Button type="submit" look="danger" busy={busy}>
          {t('admin.bans.submit')}
        </Button>
      </div>
    </form>
  );
};

/** Who sees the form may ban; what is forbidden still is to lock oneself out. */
const isOwnAddress = (error: Error | null): boolean => error instanceof ApiError && error.code === 'forbidden';
