import { type Recording, SHORTEST_TRIM_MS, trimRecording, untrimRecording } from '@livestreamer/contracts';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockDuration } from '../../lib/duration.ts';
import { errorText } from '../../lib/error-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import { parseClock } from './clock-text.ts';
import styles from './studio.module.scss';
import { useStudioAct } from './use-studio.ts';

interface TrimFormProps {
  readonly id: string;
  readonly recording: Recording;
  /** What the whole of it looks like. */
  readonly outline: ReactNode;
}

/** What of a recording is played: two times, and a picture of the whole of it. */
export const TrimForm = ({ id, recording: { trim, wholeMs }, outline }: TrimFormProps) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const [from, setFrom] = useState(clockDuration(trim?.startMs ?? 0));
  const [to, setTo] = useState(clockDuration(trim?.endMs ?? wholeMs));
  const [problems, setProblems] = useState<{ from?: string; to?: string }>({});
  const trimming = useStudioAct((body: { startMs: number; endMs: number }) =>
    rest.call(trimRecording, { params: { id }, body }),
  );
  const untrimming = useStudioAct(() => rest.call(untrimRecording, { params: { id } }));
  const { error } = trimming.isError ? trimming : untrimming;

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const startMs = parseClock(from);
    const shownEndMs = parseClock(to);
    if (startMs === null || shownEndMs === null) {
      const wrong = t('studio.recording.timeWrong');
      setProblems({ ...(startMs === null && { from: wrong }), ...(shownEndMs === null && { to: wrong }) });
      return;
    }
    // The end that is shown has whole seconds: it stands for the very end.
    const endMs = to === clockDuration(wholeMs) ? wholeMs : shownEndMs;
    const isRight = endMs - startMs >= SHORTEST_TRIM_MS && endMs <= wholeMs;
    setProblems(isRight ? {} : { to: t('studio.recording.timeOrder') });
    if (isRight && !trimming.isPending) trimming.mutate({ startMs, endMs });
  };

  return (
    <form noValidate className={styles['form']} aria-label={t('studio.recording.trim')} onSubmit={onSubmit}>
      {outline}
      {error && <Problem>{errorText(t, error)}</Problem>}
      <div className={styles['pair']}>
        <Field
          label={t('studio.recording.from')}
          value={from}
          problem={problems.from}
          hint={t('studio.recording.timeHint', { whole: clockDuration(wholeMs) })}
          autoComplete="off"
          onChange={({ target }) => setFrom(target.value)}
        />
        <Field
          label={t('studio.recording.to')}
          value={to}
          problem={problems.to}
          autoComplete="off"
          onChange={({ target }) => setTo(target.value)}
        />
      </div>
      <p className={styles['hint']}>{t('studio.recording.untouched')}</p>
      <div className={styles['buttons']}>
        <Button type="submit" look="quiet" busy={trimming.isPending}>
          {t('studio.recording.trimSave')}
        </Button>
        {trim && (
          <Button look="quiet" busy={untrimming.isPending} onClick={() => untrimming.mutate()}>
            {t('studio.recording.untrim')}
          </Button>
        )}
      </div>
    </form>
  );
};
