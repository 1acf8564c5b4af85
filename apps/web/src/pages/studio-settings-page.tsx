import { removeStationArtwork, type StationPage, setStationArtwork } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { SettingsSection } from '../features/account/settings/settings-section.tsx';
import { ArtworkField } from '../features/studio/artwork-field.tsx';
import { StationForm } from '../features/studio/station-form.tsx';
import { StationTeam } from '../features/studio/station-team.tsx';
import { StationWorkForm } from '../features/studio/station-work-form.tsx';
import { useStationSettings } from '../features/studio/use-studio.ts';
import { errorText } from '../lib/error-text.ts';
import { useWeb } from '../lib/web-context.ts';
import { Button } from '../ui/button/button.tsx';
import { Problem } from '../ui/notice/notice.tsx';
import { UnderStudio } from './under-studio.tsx';

/** `/studio/settings`: what one's own station shows of itself, and how it works. */
export const StudioSettingsPage = () => {
  const { t } = useTranslation();
  return <UnderStudio heading={t('studio.settingsAlone')}>{(station) => <Sections station={station} />}</UnderStudio>;
};

const Sections = ({ station }: { readonly station: StationPage }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { slug, artwork } = station;
  const params = { station: slug };
  const followAddress = (saved: StationPage): void => {
    if (search.has('station') && saved.slug !== slug)
      void navigate(`/studio/settings?station=${saved.slug}`, { replace: true });
  };
  return (
    <div>
      <SettingsSection heading={t('studio.stationForm.heading')} text={t('studio.stationForm.text')}>
        <StationForm key={slug} station={station} onSaved={followAddress} />
      </SettingsSection>
      <SettingsSection heading={t('studio.artwork.heading')} text={t('studio.artwork.stationText')}>
        <ArtworkField
          artwork={artwork}
          seed={slug}
          send={(upload) => rest.call(setStationArtwork, { params, upload })}
          remove={() => rest.call(removeStationArtwork, { params })}
        />
      </SettingsSection>
      <SettingsSection heading={t('studio.work.heading')} text={t('studio.work.text')}>
        <Work key={slug} slug={slug} />
      </SettingsSection>
      <SettingsSection heading={t('studio.team.heading')} text={t('studio.team.text')}>
        <StationTeam key={slug} station={slug} />
      </SettingsSection>
    </div>
  );
};

const Work = ({ slug }: { readonly slug: string }) => {
  const { t } = useTranslation();
  const { data: settings, error, isPending, refetch } = useStationSettings(slug);
  if (settings) return <StationWorkForm station={slug} settings={settings} />;
  if (isPending) return <p role="status">{t('loading')}</p>;
  return (
    <>
      <Problem>{errorText(t, error)}</Problem>
      <div>
        <Button look="quiet" onClick={() => void refetch()}>
          {t('retry')}
        </Button>
      </div>
    </>
  );
};
