import { LIMITS, listStreamKeys, makeStreamKey, revokeStreamKey } from '@livestreamer/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../lib/error-text.ts';
import { momentText } from '../../../lib/moment-text.ts';
import { useRouteForm } from '../../../lib/use-route-form.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ConfirmButton } from '../../../ui/confirm-button/confirm-button.tsx';
import { Field } from '../../../ui/field/field.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';
import styles from '../account-form.module.scss';
import { OwnPasswordField } from '../own-password-field.tsx';
import { OwnedList } from '../settings/owned-list.tsx';
import { MadeStreamKey } from './made-stream-key.tsx';

const KEY = ['stream-keys'];

/** Passwords for DJ tools: made, listed, revoked. */
export const StreamKeys = ({ username }: { readonly username: string }) => {
  const { t, i18n } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const [made, setMade] = useState<string | null>(null);
  const query = useQuery({ queryKey: KEY, queryFn: () => rest.call(listStreamKeys, {}) });
  const refresh = () => queries.invalidateQueries({ queryKey: KEY });
  const revoke = useMutation({
    mutationFn: (key: string) => rest.call(revokeStreamKey, { params: { key } }),
    onSettled: refresh,
  });
  const { field, onSubmit, busy, problem, reset } = useRouteForm({
    body: makeStreamKey.body,
    defaultValues: { name: '', currentPassword: '' },
    send: (body) => rest.call(makeStreamKey, { body }),
    onDone: ({ key }) => {
      setMade(key);
      reset();
      void refresh();
    },
    places: { wrong_credentials: 'currentPassword' },
  });
  const isFull = (query.data?.items.length ?? 0) >= LIMITS.streamKeysPerAccount;
  const time = (iso: string): string => momentText(i18n.language, iso);
  if (made !== null) return <MadeStreamKey username={username} streamKey={made} onDone={() => setMade(null)} />;
  return (
    <>
      {revoke.error && <Problem>{errorText(t, revoke.error)}</Problem>}
      <OwnedList
        label={t('keys.heading')}
        query={query}
        empty={t('keys.empty')}
        row={({ id, name, createdAt, lastUsedAt }) => ({
          name,
          facts: [
            t('keys.made', { time: time(createdAt) }),
            lastUsedAt ? t('keys.used', { time: time(lastUsedAt) }) : t('keys.unused'),
          ],
          action: (
            <ConfirmButton
              label={t('keys.revoke')}
              sure={t('keys.revokeSure')}
              busy={revoke.isPending}
              onConfirm={() => revoke.mutate(id)}
            />
          ),
        })}
      />
      {isFull ? (
        <p>{t('keys.full')}</p>
      ) : (
        <form noValidate className={styles['form']} onSubmit={onSubmit}>
          {problem && <Problem>{problem}</Problem>}
          <Field {...field('name')} label={t('keys.name')} hint={t('keys.nameHint')} autoComplete="off" />
          <OwnPasswordField
            {...field('currentPassword')}
            label={t('settings.currentPassword')}
            autoComplete="current-password"
          />
          <Button type="submit" look="quiet" busy={busy}>
            {t('keys.make')}
          </Button>
        </form>
      )}
    </>
  );
};
