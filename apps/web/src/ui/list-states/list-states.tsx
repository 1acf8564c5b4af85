import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { Button } from '../button/button.tsx';
import { Problem } from '../notice/notice.tsx';
import styles from './list-states.module.scss';

/** What a list needs to know of the query behind it. */
interface ListQuery<Item> {
  readonly data: readonly Item[] | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly refetch: () => Promise<unknown>;
  readonly hasNextPage?: boolean;
  readonly isFetchingNextPage?: boolean;
  readonly fetchNextPage?: () => Promise<unknown>;
}

interface ListStatesProps<Item> {
  readonly query: ListQuery<Item>;
  readonly empty: { readonly heading: string; readonly text?: string; readonly action?: ReactNode };
  readonly children: (items: readonly Item[]) => ReactNode;
}

/** A list in each of its states: on its way, failed, empty, there, and with more to come. What is there stays when asking again fails. */
export const ListStates = <Item,>({ query, empty, children }: ListStatesProps<Item>) => {
  const { t } = useTranslation();
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage = false, fetchNextPage } = query;
  if (isPending)
    return (
      <p role="status" className={styles['waiting']}>
        {t('loading')}
      </p>
    );
  if (!data)
    return (
      <div className={styles['state']}>
        <Problem>{errorText(t, error)}</Problem>
        <Button look="quiet" onClick={() => void refetch()}>
          {t('retry')}
        </Button>
      </div>
    );
  if (data.length === 0)
    return (
      <div className={styles['state']}>
        <p role="status" className={styles['empty']}>
          {empty.heading}
        </p>
        {empty.text !== undefined && <p className={styles['text']}>{empty.text}</p>}
        {empty.action}
      </div>
    );
  return (
    <>
      {children(data)}
      {error && <Problem>{errorText(t, error)}</Problem>}
      {hasNextPage && fetchNextPage && (
        <div>
          <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('stations.more')}
          </Button>
        </div>
      )}
    </>
  );
};
