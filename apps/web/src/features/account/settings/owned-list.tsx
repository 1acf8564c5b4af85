import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../lib/error-text.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';
import styles from './owned-list.module.scss';

interface Owned {
  readonly id: string;
}

interface OwnedListProps<Item extends Owned> {
  /** Accessible name of the list. */
  readonly label: string;
  readonly query: UseQueryResult<{ items: Item[] }>;
  readonly empty: string;
  readonly row: (item: Item) => { name: string; facts: readonly string[]; action: ReactNode };
}

/** What an account has several of, with one thing to do to each. */
export const OwnedList = <Item extends Owned>({ label, query, empty, row }: OwnedListProps<Item>) => {
  const { t } = useTranslation();
  if (query.isPending)
    return (
      <p role="status" className={styles['fact']}>
        {t('loading')}
      </p>
    );
  if (!query.data)
    return (
      <>
        <Problem>{errorText(t, query.error)}</Problem>
        <div>
          <Button look="quiet" onClick={() => void query.refetch()}>
            {t('retry')}
          </Button>
        </div>
      </>
    );
  if (query.data.items.length === 0) return <p className={styles['fact']}>{empty}</p>;
  return (
    <ul className={styles['list']} aria-label={label}>
      {query.data.items.map((item) => {
        const { name, facts, action } = row(item);
        return (
          <li key={item.id} className={styles['row']}>
            <div className={styles['words']}>
              <strong>{name}</strong>
              {facts.map((fact) => (
                <span key={fact} className={styles['fact']}>
                  {fact}
                </span>
              ))}
            </div>
            {action}
          </li>
        );
      })}
    </ul>
  );
};
