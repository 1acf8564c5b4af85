import { LIMITS, type StationPage } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useAccount } from '../features/account/use-account.ts';
import { ArchiveSearch } from '../features/archive/archive-search.tsx';
import { CardGrid } from '../features/archive/card-grid.tsx';
import { FeedLink } from '../features/archive/feed-link.tsx';
import { useArchive } from '../features/archive/use-archive.ts';
import { useStations } from '../features/live/use-stations.ts';
import { accentProps } from '../lib/accent-style.ts';
import { Button } from '../ui/button/button.tsx';
import { ListStates } from '../ui/list-states/list-states.tsx';
import styles from './list-page.module.scss';
import { StationLine } from './station-line.tsx';
import { UnderStation } from './under-station.tsx';

/** `/archive` of all stations, `/<station>/archive` of one: what was, searched by `?q=` and `?tag=`. */
export const ArchivePage = () => {
  const { station: slug } = useParams();
  if (slug === undefined) return <Archive of={null} />;
  return (
    <UnderStation key={slug} slug={slug} rest="/archive">
      {(station) => <Archive of={station} />}
    </UnderStation>
  );
};

/** Of one station, or of all. */
const Archive = ({ of }: { readonly of: StationPage | null }) => {
  const { t } = useTranslation();
  const station = of?.slug;
  const [search, setSearch] = useSearchParams();
  const { data: account } = useAccount();
  const { data: stations = [] } = useStations();
  const q = (search.get('q') ?? '').trim().slice(0, LIMITS.search.max);
  const tag = search.get('tag')?.trim().slice(0, LIMITS.tag.max) || null;
  const query = useArchive({ station, q, tag });
  const isSearching = q !== '' || tag !== null;
  const [only, second] = stations;
  const hasSeveral = second !== undefined;
  const ofStation = station ?? (hasSeveral ? undefined : only?.slug);

  const look = (next: { readonly q: string; readonly tag: string | null }): void =>
    setSearch(
      { ...(next.q === '' ? {} : { q: next.q }), ...(next.tag === null ? {} : { tag: next.tag }) },
      {
        replace: true,
        preventScrollReset: true,
      },
    );
  const everything = (
    <Button look="quiet" onClick={() => look({ q: '', tag: null })}>
      {t('archive.everything')}
    </Button>
  );

  return (
    <div className={styles['page']} {...accentProps(of?.accent)}>
      <title>{t('title.plain', { page: t('archive.heading') })}</title>
      <header className={styles['head']}>
        {of && hasSeveral && <StationLine station={of} />}
        <div className={styles['line']}>
          <h1 className={styles['heading']}>{t('archive.heading')}</h1>
          {ofStation !== undefined && <FeedLink station={ofStation} />}
        </div>
      </header>
      <ArchiveSearch q={q} tag={tag} onSearch={look} />
      <p role="status" className={styles['said']}>
        {isSearching && query.data?.length && !query.isPlaceholderData
          ? t(query.hasNextPage ? 'archive.foundMany' : 'archive.found', { count: query.data.length })
          : ''}
      </p>
      <ListStates
        query={query}
        empty={
          isSearching
            ? { heading: t('archive.nothingFound'), text: t('archive.nothingFoundText'), action: everything }
            : { heading: t('archive.empty'), text: t('archive.emptyText') }
        }
      >
        {(cards) => (
          <CardGrid
            label={t('archive.heading')}
            cards={cards}
            withStation={station === undefined && hasSeveral}
            isMember={Boolean(account)}
            archive={station === undefined ? '/archive' : `/${station}/archive`}
            isOld={query.isPlaceholderData}
          />
        )}
      </ListStates>
    </div>
  );
};
