import type { BroadcastCard as Card } from '@livestreamer/contracts';
import { Heart } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isoDuration, wordDuration } from '../../lib/duration.ts';
import { dayText } from '../../lib/moment-text.ts';
import { Artwork } from '../../ui/artwork/artwork.tsx';
import { BookmarkButton } from './bookmark-button.tsx';
import styles from './broadcast-card.module.scss';
import { TagLinks } from './tag-links.tsx';

interface BroadcastCardProps {
  readonly card: Card;
  /** Where there are several: whose show it is. */
  readonly withStation: boolean;
  /** Of its heading. */
  readonly level: 2 | 3;
  /** Whether the person keeps it; null: a visitor, who keeps nothing. */
  readonly kept: boolean | null;
  /** The archive that its tags search. */
  readonly archive: string;
}

/** A show that was. All of the card leads to it; tags and bookmark are buttons of their own. */
export const BroadcastCard = ({ card, withStation, level, kept, archive }: BroadcastCardProps) => {
  const { t, i18n } = useTranslation();
  const { id, station, stationName, title, startedAt, durationMs, hearts, tags, artwork } = card;
  const Heading = `h${level}` as const;
  return (
    <article className={styles['card']}>
      <Artwork artwork={artwork} seed={id} size="large" className={styles['artwork']} />
      <div className={styles['words']}>
        <Heading className={styles['title']}>
          <Link to={`/${station}/${id}`} className={styles['link']}>
            {title || stationName}
          </Link>
        </Heading>
        <p className={styles['facts']}>
          {withStation && <span>{stationName}</span>}
          {startedAt && <time dateTime={startedAt}>{dayText(i18n.language, startedAt)}</time>}
          {durationMs > 0 && <time dateTime={isoDuration(durationMs)}>{wordDuration(t, durationMs)}</time>}
          {hearts > 0 && (
            <span className={styles['hearts']}>
              <Heart size={14} aria-hidden />
              <span aria-hidden>{hearts.toLocaleString(i18n.language)}</span>
              <span className={styles['hidden']}>{t('hearts.count', { count: hearts })}</span>
            </span>
          )}
        </p>
        <TagLinks tags={tags} archive={archive} />
      </div>
      {kept !== null && (
        <div className={styles['keep']}>
          <BookmarkButton id={id} title={title || stationName} kept={kept} />
        </div>
      )}
    </article>
  );
};
