import { makeStation, newStationSlugSchema, stationNameSchema } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useRouteForm } from '../../lib/use-route-form.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './studio.module.scss';
import { useStudioRefresh } from './use-studio.ts';

/** An empty address is none: the server makes one of the name. */
const body = z.object({ name: stationNameSchema, slug: z.literal('').or(newStationSlugSchema) });

/** For whoever may broadcast and has no station yet. */
export const MakeStationForm = () => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const refresh = useStudioRefresh();
  const { field, onSubmit, busy, problem } = useRouteForm({
    body,
    defaultValues: { name: '', slug: '' },
    send: (typed) =>
      rest.call(makeStation, {
        body: { name: typed.name, ...(typed.slug === '' ? {} : { slug: typed.slug }) },
      }),
    onDone: () => void refresh(),
    places: { slug_taken: 'slug' },
  });
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <Field {...field('name')} label={t('studio.make.name')} autoComplete="off" />
      <Field
        {...field('slug')}
        label={t('studio.make.slug')}
        hint={t('studio.make.slugHint')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <div>
        <Button type="submit" busy={busy}>
          {t('studio.make.submit')}
        </Button>
      </div>
    </form>
  );
};
