import { ApiError } from '@livestreamer/client';
import {
  changeScheduledShow,
  LIMITS,
  planShow,
  SCHEDULE_SCOPES,
  type ScheduledShow,
  type ScheduleOverlap,
  type ScheduleScope,
  scheduleOverlapSchema,
  tagSchema,
} from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { zonedSpanText } from '../../lib/moment-text.ts';
import { useRouteForm } from '../../lib/use-route-form.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { SelectField } from '../../ui/field/select-field.tsx';
import { TextAreaField } from '../../ui/field/text-area-field.tsx';
import { Done, Problem } from '../../ui/notice/notice.tsx';
import { parseTags } from './outside-links-text.ts';
import { choiceOf, repeatsOf } from './plan-repeats.ts';
import { plannedSpan } from './planned-span.ts';
import { RepeatsFields } from './repeats-fields.tsx';
import styles from './studio.module.scss';
import { ownTimeZone, TimeZoneField } from './time-zone-field.tsx';
import { useStudioRefresh } from './use-studio.ts';
import { wallTimeOf } from './zoned-time.ts';

interface PlanFormProps {
  readonly station: string;
  /** The one that is changed; null: a new one. */
  readonly show: ScheduledShow | null;
  readonly onDone: (show: ScheduledShow) => void;
}

/** A show to come: what, when by the clock of a time zone, how often. Of one that is changed, only what is different is sent. */
export const PlanForm = ({ station, show, onDone }: PlanFormProps) => {
  const { t, i18n } = useTranslation();
  const { rest } = useWeb();
  const refresh = useStudioRefresh();
  const [timeZone, setTimeZone] = useState(show?.timeZone ?? ownTimeZone());
  const before = choiceOf(show?.series?.repeats ?? null);
  const [choice, setChoice] = useState(before);
  const [scope, setScope] = useState<ScheduleScope>('one');
  const [wasSent, setWasSent] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const [timeProblem, setTimeProblem] = useState<string | null>(null);
  const start = show && wallTimeOf(Date.parse(show.startsAt), show.timeZone);
  const asksRepeats = show === null || show.series === null || scope !== 'one';

  const { field, onSubmit, busy, error, problem } = useRouteForm({
    body: formBody,
    defaultValues: {
      title: show?.title ?? '',
      description: show?.description ?? '',
      tags: show?.tags.join(', ') ?? '',
      date: start?.date ?? '',
      from: start?.time ?? '',
      to: show ? wallTimeOf(Date.parse(show.endsAt), show.timeZone).time : '',
    },
    send: async (typed) => {
      setWasSent(true);
      setSaved(false);
      const repeats = asksRepeats ? repeatsOf(choice) : null;
      const span = plannedSpan({ ...typed, timeZone });
      setTimeProblem('problem' in span ? t(`studio.planning.${span.problem}`) : null);
      if ('problem' in span || repeats === undefined) return null;
      const said = { title: typed.title, description: typed.description, tags: parseTags(typed.tags) };
      if (!show) return rest.call(planShow, { body: { station, ...said, ...span, timeZone, repeats } });
      const isMoved = span.startsAt !== show.startsAt || span.endsAt !== show.endsAt;
      return rest.call(changeScheduledShow, {
        params: { id: show.id },
        body: {
          scope,
          ...(said.title !== show.title && { title: said.title }),
          ...(said.description !== show.description && { description: said.description }),
          ...(said.tags.join() !== show.tags.join() && { tags: said.tags }),
          ...(isMoved && { startsAt: span.startsAt, endsAt: span.endsAt }),
          ...(timeZone !== show.timeZone && { timeZone }),
          ...(asksRepeats && JSON.stringify(choice) !== JSON.stringify(before) && { repeats }),
        },
      });
    },
    onDone: (saved) => {
      if (saved === null) return;
      setSaved(true);
      void refresh();
      onDone(saved);
    },
  });
  const other = overlapIn(error);
  const overlap =
    other && t('studio.planning.overlap', { ...other, time: zonedSpanText(i18n.language, { ...other, timeZone }) });
  const from = field('from');
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && other === null && <Problem>{problem}</Problem>}
      <Field {...field('title')} label={t('studio.title')} autoComplete="off" />
      <TextAreaField {...field('description')} label={t('studio.description')} />
      <Field
        {...field('tags')}
        label={t('studio.tags')}
        hint={t('studio.tagsHint', { max: LIMITS.tagsPerBroadcast })}
        autoComplete="off"
      />
      <div className={styles['pair']}>
        <Field {...field('date')} type="date" label={t('studio.planning.date')} />
        <Field
          {...from}
          type="time"
          label={t('studio.planning.from')}
          problem={from.problem ?? timeProblem ?? overlap ?? undefined}
        />
        <Field {...field('to')} type="time" label={t('studio.planning.to')} hint={t('studio.planning.toHint')} />
      </div>
      <TimeZoneField value={timeZone} onChoose={setTimeZone} />
      {show?.series && (
        <SelectField
          label={t('studio.planning.scope')}
          value={scope}
          options={SCHEDULE_SCOPES.map((value) => ({ value, text: t(`studio.planning.scopes.${value}`) }))}
          onChoose={setScope}
        />
      )}
      {asksRepeats && (
        <RepeatsFields choice={choice} isWrong={wasSent && repeatsOf(choice) === undefined} onChange={setChoice} />
      )}
      <div className={styles['buttons']}>
        <Button type="submit" busy={busy}>
          {t(show ? 'studio.save' : 'studio.planning.submit')}
        </Button>
        {show && isSaved && !busy && <Done>{t('studio.saved')}</Done>}
      </div>
    </form>
  );
};

const formBody = z.object({
  title: z.string().trim().min(1).max(LIMITS.broadcastTitle.max),
  description: z.string().trim().max(LIMITS.broadcastDescription.max),
  tags: z.string().refine((text) => z.array(tagSchema).max(LIMITS.tagsPerBroadcast).safeParse(parseTags(text)).success),
  date: z.string().min(1),
  from: z.string().min(1),
  to: z.string().min(1),
});

/** Which show is there already. */
const overlapIn = (error: Error | null): ScheduleOverlap | null =>
  error instanceof ApiError && error.code === 'schedule_overlap'
    ? (scheduleOverlapSchema.safeParse(error.details).data ?? null)
    : null;
