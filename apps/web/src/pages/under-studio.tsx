import type { Account, StationPage } from '@livestreamer/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation, useSearchParams } from 'react-router';
import { useAccount } from '../features/account/use-account.ts';
import { MakeStationForm } from '../features/studio/make-station-form.tsx';
import { useOwnStations } from '../features/studio/use-studio.ts';
import { errorText } from '../lib/error-text.ts';
import { Button, ButtonLink } from '../ui/button/button.tsx';
import { SelectField } from '../ui/field/select-field.tsx';
import { Loading } from '../ui/loading/loading.tsx';
import { Notice } from '../ui/notice/notice.tsx';
import styles from './admin-page.module.scss';

interface UnderStudioProps {
  readonly heading: string;
  readonly children: (station: StationPage) => ReactNode;
}

/** A page of the studio: for those who broadcast, about one of their stations, which `?station=` names where there are several. */
export const UnderStudio = ({ heading, children }: UnderStudioProps) => (
  <ForBroadcasters>
    {(account) => (
      <OfStation key={account.id} heading={heading}>
        {children}
      </OfStation>
    )}
  </ForBroadcasters>
);

/** Whoever may broadcast here; the others are told why not. */
export const ForBroadcasters = ({ children }: { readonly children: (account: Account) => ReactNode }) => {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const { data: account, isPending, error, refetch } = useAccount();
  if (isPending) return <Loading label={t('loading')} />;
  if (error && !account)
    return (
      <Notice heading={t('failure.heading')} text={errorText(t, error)}>
        <Button onClick={() => void refetch()}>{t('retry')}</Button>
      </Notice>
    );
  if (!account)
    return (
      <Notice heading={t('studio.heading')} text={t('studio.signInFirst')}>
        <ButtonLink to="/sign-in" state={{ from: pathname + search }}>
          {t('account.signIn')}
        </ButtonLink>
      </Notice>
    );
  if (!account.permissions.includes('station.broadcast'))
    return <Notice heading={t('studio.heading')} text={t('studio.notYours')} />;
  return children(account);
};

const OfStation = ({ heading, children }: UnderStudioProps) => {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const { data, isPending, error, refetch } = useOwnStations();
  if (isPending) return <Loading label={t('loading')} />;
  if (!data)
    return (
      <Notice heading={t('failure.heading')} text={errorText(t, error)}>
        <Button onClick={() => void refetch()}>{t('retry')}</Button>
      </Notice>
    );
  const { own, isOnlyOne } = data;
  const station = own.find(({ slug }) => slug === search.get('station')) ?? own[0];
  return (
    <div className={styles['page']}>
      <title>{t('title.plain', { page: heading })}</title>
      {station ? (
        <>
          {own.length > 1 && (
            <SelectField
              label={t('studio.station')}
              value={station.slug}
              options={own.map(({ slug, name }) => ({ value: slug, text: name }))}
              onChoose={(slug) => setSearch({ station: slug })}
            />
          )}
          <StudioLinks slug={station.slug} isOneOfSeveral={own.length > 1} isOnlyOne={isOnlyOne} />
          <h1 className={styles['heading']}>{heading}</h1>
          {children(station)}
        </>
      ) : (
        <>
          <h1 className={styles['heading']}>{t('studio.make.heading')}</h1>
          <p className={styles['text']}>{t('studio.make.text')}</p>
          <MakeStationForm />
        </>
      )}
    </div>
  );
};

interface StudioLinksProps {
  readonly slug: string;
  readonly isOneOfSeveral: boolean;
  readonly isOnlyOne: boolean;
}

const StudioLinks = ({ slug, isOneOfSeveral, isOnlyOne }: StudioLinksProps) => {
  const { t } = useTranslation();
  const query = isOneOfSeveral ? `?station=${slug}` : '';
  return (
    <nav className={styles['sections']} aria-label={t('studio.sections')}>
      <NavLink end to={`/studio${query}`}>
        {t('studio.shows')}
      </NavLink>
      <NavLink to={`/studio/plan${query}`}>{t('studio.plan')}</NavLink>
      <NavLink to={`/${slug}/moderation`}>{t('studio.chat')}</NavLink>
      <NavLink to={`/studio/settings${query}`}>{t(isOnlyOne ? 'studio.settingsAlone' : 'studio.settings')}</NavLink>
    </nav>
  );
};
