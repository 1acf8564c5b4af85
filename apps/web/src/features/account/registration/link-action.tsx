import { ApiError } from '@livestreamer/client';
import type { confirmAccount, confirmEmailChange, restoreAccount } from '@livestreamer/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../lib/error-text.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';
import styles from '../account-form.module.scss';

interface LinkActionProps {
  readonly route: typeof confirmAccount | typeof confirmEmailChange | typeof restoreAccount;
  readonly token: string;
  readonly submit: string;
  readonly onDone: () => void;
  /** What one can do when the link was used before, or is too old. */
  readonly onStale: ReactNode;
}

/** Uses a one-time link, on a click: programs that look into letters open their links, and must not use them up. */
export const LinkAction = ({ route, token, submit, onDone, onStale }: LinkActionProps) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => rest.call(route, { params: { token } }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['account'] });
      onDone();
    },
  });
  const isStale = error instanceof ApiError && error.code === 'link_wrong';
  return (
    <div className={styles['form']}>
      {error && <Problem>{isStale ? t('links.stale') : errorText(t, error)}</Problem>}
      {isStale ? (
        onStale
      ) : (
        <Button busy={isPending} onClick={() => mutate()}>
          {submit}
        </Button>
      )}
    </div>
  );
};
