import type { Key, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button/button.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './admin.module.scss';
import type { AdminPages } from './use-admin.ts';

interface AdminListProps<Item> {
  /** Accessible name of the list. */
  readonly label: string;
  readonly query: AdminPages<Item>;
  readonly empty: string;
  readonly keyOf: (item: Item) => Key;
  readonly row: (item: Item) => ReactNode;
}

/** A list of the administration in each of its states. */
export const AdminList = <Item,>({ label, query, empty, keyOf, row }: AdminListProps<Item>) => {
  const { t } = useTranslation();
  const { data, error, isPending, isFetchingNextPage, hasNextPage, isPlaceholderData, refetch, fetchNextPage } = query;
  if (isPending) return <Waiting />;
  if (!data) return <Failed error={error} onRetry={() => void refetch()} />;
  if (data.length === 0) return <p className={styles['fact']}>{empty}</p>;
  return (
    <>
      <ul className={styles['list']} aria-label={label} aria-busy={isPlaceholderData}>
        {data.map((item) => (
          <li key={keyOf(item)} className={styles['row']} tabIndex={-1}>
            {row(item)}
          </li>
        ))}
      </ul>
      {error && <Problem>{errorText(t, error)}</Problem>}
      {hasNextPage && (
        <div>
          <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('stations.more')}
          </Button>
        </div>
      )}
    </>
  );
};

export const Waiting = () => {
  const { t } = useTranslation();
  return (
    <p role="status" className={styles['fact']}>
      {t('loading')}
    </p>
  );
};

export const Failed = ({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) => {
  const { t } = useTranslation();
  return (
    <>
      <Problem>{errorText(t, error)}</Problem>
      <div>
        <Button look="quiet" onClick={onRetry}>
          {t('retry')}
        </Button>
      </div>
    </>
  );
};

interface AdminWordsProps {
  readonly name: string;
  /** Stands beside the name. */
  readonly mark?: ReactNode;
  readonly facts: readonly (string | null)[];
}

/** What a row says: its name, and what is to be known of it. */
export const AdminWords = ({ name, mark, facts }: AdminWordsProps) => (
  <div className={styles['words']}>
    <div className={styles['name']}>
      <strong>{name}</strong>
      {mark}
    </div>
    {facts
      .filter((fact) => fact !== null)
      .map((fact) => (
        <span key={fact} className={styles['fact']}>
          {fact}
        </span>
      ))}
  </div>
);
