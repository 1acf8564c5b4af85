import type { Key, ReactNode } from 'react';
import styles from './rows.module.scss';

interface RowsProps<Item> {
  /** Accessible name of the list. */
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => Key;
  readonly row: (item: Item) => RowParts;
}

interface RowParts {
  readonly name: string;
  /** What is to be known of it; null is left out. */
  readonly facts: readonly (string | null)[];
  /** What can be done to it. */
  readonly action?: ReactNode;
}

/** Things one below the other, each with its name, what is to be known of it, and what can be done to it. */
export const Rows = <Item,>({ label, items, keyOf, row }: RowsProps<Item>) => (
  <ul className={styles['rows']} aria-label={label}>
    {items.map((item) => {
      const { name, facts, action } = row(item);
      return (
        <li key={keyOf(item)} className={styles['row']}>
          <div className={styles['words']}>
            <strong>{name}</strong>
            {facts
              .filter((fact) => fact !== null && fact !== '')
              .map((fact) => (
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
