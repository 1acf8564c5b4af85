import { useTranslation } from 'react-i18next';
import { clockDuration, isoDuration } from '../../lib/duration.ts';
import { useNow } from '../../lib/use-now.ts';
import { useWeb } from '../../lib/web-context.ts';

/** How long the broadcast is on air, by the server's clock. */
export const Elapsed = ({
  startedAt,
  className,
}: {
  readonly startedAt: string;
  readonly className?: string | undefined;
}) => {
  const { t } = useTranslation();
  const { clock, serverTime } = useWeb();
  const nowMs = useNow({ clock, now: serverTime.now, running: true });
  const durationMs = nowMs - Date.parse(startedAt);
  return (
    <time role="timer" aria-label={t('live.elapsed')} dateTime={isoDuration(durationMs)} className={className}>
      {clockDuration(durationMs)}
    </time>
  );
};
