import { addPasskey, beginPasskey, LIMITS, listPasskeys, removePasskey } from '@livestreamer/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../lib/error-text.ts';
import { momentText } from '../../../lib/moment-text.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ConfirmButton } from '../../../ui/confirm-button/confirm-button.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';
import { PasswordStep } from '../password-step.tsx';
import { browserName } from '../settings/browser-name.ts';
import { OwnedList } from '../settings/owned-list.tsx';
import { hasPasskeys, isThereAlready, makePasskey, wasCancelled } from './passkey-ceremony.ts';

const KEY = ['passkeys'];

/** The passkeys of the account. A new one is named after the browser that made it. */
export const Passkeys = () => {
  const { t, i18n } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const [adds, setAdds] = useState(false);
  const query = useQuery({ queryKey: KEY, queryFn: () => rest.call(listPasskeys, {}) });
  const refresh = () => queries.invalidateQueries({ queryKey: KEY });
  const add = useMutation({
    mutationFn: async ({ ceremony, options }: { ceremony: string; options: Record<string, unknown> }) => {
      const response = await makePasskey(options);
      const name = browserName(navigator.userAgent) ?? t('devices.unknown');
      return rest.call(addPasskey, { body: { ceremony, name, response } });
    },
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: (passkey: string) => rest.call(removePasskey, { params: { passkey } }),
    onSettled: refresh,
  });
  const error = add.error && wasCancelled(add.error) ? remove.error : (add.error ?? remove.error);
  const isFull = (query.data?.items.length ?? 0) >= LIMITS.passkeysPerAccount;
  const time = (iso: string): string => momentText(i18n.language, iso);
  return (
    <>
      {error && <Problem>{isThereAlready(error) ? t('passkeys.thereAlready') : errorText(t, error)}</Problem>}
      <OwnedList
        label={t('passkeys.heading')}
        query={query}
        empty={t('passkeys.empty')}
        row={({ id, name, createdAt, lastUsedAt }) => ({
          name,
          facts: [
            t('keys.made', { time: time(createdAt) }),
            lastUsedAt ? t('keys.used', { time: time(lastUsedAt) }) : t('keys.unused'),
          ],
          action: (
            <ConfirmButton
              label={t('passkeys.remove')}
              sure={t('passkeys.removeSure')}
              busy={remove.isPending}
              onConfirm={() => remove.mutate(id)}
            />
          ),
        })}
      />
      {isFull ? (
        <p>{t('keys.full')}</p>
      ) : !hasPasskeys() ? (
        <p>{t('passkeys.impossible')}</p>
      ) : adds ? (
        <PasswordStep
          send={(currentPassword) => rest.call(beginPasskey, { body: { currentPassword } })}
          onDone={(begun) => {
            setAdds(false);
            add.mutate(begun);
          }}
          onCancel={() => setAdds(false)}
        />
      ) : (
        <div>
          <Button look="quiet" busy={add.isPending} onClick={() => setAdds(true)}>
            {t('passkeys.add')}
          </Button>
        </div>
      )}
    </>
  );
};
