import {
  editStation,
  LIMITS,
  newStationSlugSchema,
  type StationPage,
  stationNameSchema,
} from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useRouteForm } from '../../lib/use-route-form.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { TextAreaField } from '../../ui/field/text-area-field.tsx';
import { Done, Problem } from '../../ui/notice/notice.tsx';
import { AccentField } from './accent-field.tsx';
import { LinksField, linksTextSchema } from './links-field.tsx';
import { formatLinks, parseLinks } from './outside-links-text.ts';
import styles from './studio.module.scss';
import { useStudioRefresh } from './use-studio.ts';

interface StationFormProps {
  readonly station: StationPage;
  /** Its address may be another one now. */
  readonly onSaved: (station: StationPage) => void;
}

/** What a station shows of itself. Only what was changed is sent: an address cannot change while a show is on air, all else can. */
export const StationForm = ({ station, onSaved }: StationFormProps) => {
  const { t } = useTranslation();
  const { rest, origin } = useWeb();
  const refresh = useStudioRefresh();
  const [accent, setAccent] = useState(station.accent);
  const { field, onSubmit, busy, done, problem } = useRouteForm({
    body: formBody,
    defaultValues: {
      name: station.name,
      slug: station.slug,
      about: station.about,
      links: formatLinks(station.links),
    },
    send: ({ name, slug, about, links }) =>
      rest.call(editStation, {
        params: { station: station.slug },
        body: {
          name,
          about,
          links: parseLinks(links).links,
          accent,
          ...(slug === station.slug ? {} : { slug }),
        },
      }),
    onDone: (saved) => {
      onSaved(saved);
      void refresh();
    },
    places: { slug_taken: 'slug', station_on_air: 'slug' },
  });
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <Field {...field('name')} label={t('studio.stationForm.name')} autoComplete="off" />
      <Field
        {...field('slug')}
        label={t('studio.stationForm.slug')}
        hint={t('studio.stationForm.slugHint', { origin, slug: station.slug })}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <TextAreaField {...field('about')} label={t('studio.stationForm.about')} />
      <LinksField {...field('links')} />
      <AccentField value={accent} onChange={setAccent} />
      <div className={styles['buttons']}>
        <Button type="submit" busy={busy}>
          {t('studio.save')}
        </Button>
        {done && !busy && <Done>{t('studio.saved')}</Done>}
      </div>
    </form>
  );
};

const formBody = z.object({
  name: stationNameSchema,
  slug: newStationSlugSchema,
  about: z.string().trim().max(LIMITS.stationAbout.max),
  links: linksTextSchema,
});
