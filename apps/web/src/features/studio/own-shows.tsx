import { type BroadcastCard, OWN_BROADCAST_FILTERS, type OwnBroadcastFilter } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isoDuration, wordDuration } from '../../lib/duration.ts';
import { momentText } from '../../lib/moment-text.ts';
import { studioAddress } from '../../lib/studio-address.ts';
import { Artwork } from '../../ui/artwork/artwork.tsx';
import { ButtonLink } from '../../ui/button/button.tsx';
import { ListStates } from '../../ui/list-states/list-states.tsx';
import styles from './own-shows.module.scss';
import { useOwnBroadcasts } from './use-studio.ts';

interface OwnShowsProps {
  readonly station: string;
  readonly filter: OwnBroadcastFilter;
  /** Where a filter is: an address of the studio. */
  readonly addressOf: (filter: OwnBroadcastFilter) => string;
  /** Where shows are planned. */
  readonly plan: string;
}

/** All shows of a station, whatever became of them. */
export const OwnShows = ({ station, filter, addressOf, plan }: OwnShowsProps) => {
  const { t } = useTranslation();
  const query = useOwnBroadcasts(station, filter);
  const empty =
    filter === 'all'
      ? {
          heading: t('studio.empty'),
          text: t('studio.emptyText'),
          action: <ButtonLink to={plan}>{t('studio.plan')}</ButtonLink>,
        }
      : { heading: t('studio.emptyFilter') };
  return (
    <>
      <nav className={styles['tabs']} aria-label={t('studio.filter.label')}>
        {OWN_BROADCAST_FILTERS.map((one) => (
          <Link key={one} to={addressOf(one)} aria-current={one === filter ? 'true' : undefined} preventScrollReset>
            {t(`studio.filter.${one}`)}
          </Link>
        ))}
      </nav>
      <ListStates query={query} empty={empty}>
        {(cards) => (
          <ul aria-label={t('studio.shows')}>
            {cards.map((card) => (
              <li key={card.id}>
                <OwnShow card={card} />
              </li>
            ))}
          </ul>
        )}
      </ListStates>
    </>
  );
};

const OwnShow = ({ card }: { readonly card: BroadcastCard }) => {
  const { t, i18n } = useTranslation();
  const { id, title, artwork, startedAt, plannedStart, durationMs, hearts, deletedAt } = card;
  const state = deletedAt === null ? card.state : 'deleted';
  const when = startedAt ?? plannedStart;
  return (
    <article className={styles['row']}>
      <Artwork artwork={artwork} seed={id} size="small" className={styles['artwork']} />
      <div className={styles['words']}>
        <Link to={studioAddress(id)} className={styles['title']}>
          {title || t('studio.untitled')}
        </Link>
        <p className={styles['facts']}>
          {when && <time dateTime={when}>{momentText(i18n.language, when)}</time>}
          {durationMs > 0 && <time dateTime={isoDuration(durationMs)}>{wordDuration(t, durationMs)}</time>}
          {hearts > 0 && <span>{t('hearts.count', { count: hearts })}</span>}
        </p>
      </div>
      <span className={styles['state']} data-state={state}>
        {t(`studio.state.${state}`)}
      </span>
    </article>
  );
};
