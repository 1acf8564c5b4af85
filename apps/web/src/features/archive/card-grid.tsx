import type { BroadcastCard as Card } from '@livestreamer/contracts';
import { BroadcastCard } from './broadcast-card.tsx';
import styles from './card-grid.module.scss';

interface CardGridProps {
  /** Accessible name of the list. */
  readonly label: string;
  readonly cards: readonly Card[];
  readonly withStation: boolean;
  /** Of the cards' headings. */
  readonly level?: 2 | 3;
  readonly isMember: boolean;
  /** The archive that tags search. */
  readonly archive: string;
  /** Its cards are of the search before, until the next is answered. */
  readonly isOld?: boolean;
}

/** Shows beside each other, as many as there is room for. */
export const CardGrid = ({ label, cards, withStation, level = 2, isMember, archive, isOld = false }: CardGridProps) => (
  <ul className={styles['grid']} aria-label={label} aria-busy={isOld}>
    {cards.map((card) => (
      <li key={card.id}>
        <BroadcastCard
          card={card}
          withStation={withStation}
          level={level}
          kept={isMember ? card.bookmarked : null}
          archive={archive}
        />
      </li>
    ))}
  </ul>
);
