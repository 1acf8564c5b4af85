import type { StationPage } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { PlanForm } from '../features/studio/plan-form.tsx';
import { studioAddress } from '../lib/studio-address.ts';
import styles from './admin-page.module.scss';
import { UnderStudio } from './under-studio.tsx';

/** `/studio/plan`: announces a show. */
export const StudioPlanPage = () => {
  const { t } = useTranslation();
  return (
    <UnderStudio heading={t('studio.planning.heading')}>
      {(station) => <Plan key={station.slug} station={station} />}
    </UnderStudio>
  );
};

const Plan = ({ station: { slug } }: { readonly station: StationPage }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <>
      <p className={styles['text']}>{t('studio.planning.text')}</p>
      <PlanForm station={slug} show={null} onDone={({ id }) => void navigate(studioAddress(id))} />
    </>
  );
};
