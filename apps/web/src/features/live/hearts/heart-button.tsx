import type { LiveBroadcast } from '@livestreamer/contracts';
import { Heart } from 'lucide-react';
import { type CSSProperties, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { errorText } from '../../../lib/error-text.ts';
import { useNow } from '../../../lib/use-now.ts';
import { usePageKey } from '../../../lib/use-page-key.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Problem } from '../../../ui/notice/notice.tsx';
import { HeartBurst } from './heart-burst.tsx';
import styles from './heart-button.module.scss';
import type { HeartRest } from './own-hearts.ts';
import { useHeart } from './use-heart.ts';

interface HeartButtonProps {
  readonly slug: string;
  readonly live: LiveBroadcast;
  /** Whether this person may; if not, the way in is shown in its place. */
  readonly allowed: boolean;
}

/** Applause: how many hearts the show has, and one more from here. After each the button rests. */
export const HeartButton = ({ slug, live, allowed }: HeartButtonProps) => {
  const { t, i18n } = useTranslation();
  const { pathname } = useLocation();
  const { hearts, rest, problem, given, send } = useHeart(slug, live);
  const id = useId();
  return (
    <div className={styles['hearts']}>
      <div className={styles['place']}>
        {allowed ? (
          <Sender id={id} rest={rest} send={send} />
        ) : (
          <Link to="/sign-in" state={{ from: pathname }} className={styles['signIn']} aria-describedby={`${id}-count`}>
            <Heart size={22} aria-hidden className={styles['heart']} />
            {t('hearts.signIn')}
          </Link>
        )}
        <p id={`${id}-count`} className={styles['count']}>
          <strong className={styles['number']}>{hearts.toLocaleString(i18n.language)}</strong>{' '}
          {t('hearts.word', { count: hearts })}
        </p>
        <HeartBurst key={live.broadcastId} hearts={hearts} />
      </div>
      <p aria-live="polite" className={styles['said']}>
        {given && rest ? t('hearts.given') : ''}
      </p>
      {problem && <Problem>{t('hearts.failed', { why: errorText(t, problem) })}</Problem>}
    </div>
  );
};

interface SenderProps {
  readonly id: string;
  readonly rest: HeartRest | null;
  readonly send: () => void;
}

/** Keeps its focus and its name while it rests; how long still is read when the focus comes to it, and not said every second. */
const Sender = ({ id, rest, send }: SenderProps) => {
  const { t } = useTranslation();
  const { clock } = useWeb();
  const nowMs = useNow({ clock, now: clock.monotonicMs, running: rest !== null });
  usePageKey('h', send);
  const leftMs = rest ? Math.min(rest.lengthMs, Math.max(0, rest.endsAtMs - nowMs)) : 0;
  return (
    <>
      <button
        type="button"
        className={styles['button']}
        aria-label={t('hearts.send')}
        aria-describedby={`${id}-count ${id}-rest`}
        aria-disabled={rest !== null}
        aria-keyshortcuts="H"
        onClick={send}
      >
        <Heart size={22} aria-hidden className={styles['heart']} />
        {rest && <Ring key={rest.endsAtMs} rest={rest} />}
      </button>
      <span id={`${id}-rest`} hidden>
        {rest ? t('hearts.rests', { count: Math.max(1, Math.round(leftMs / 1_000)) }) : ''}
      </span>
    </>
  );
};

/** Runs from where the rest is when it is drawn: the page may have been left meanwhile. */
const Ring = ({ rest }: { readonly rest: HeartRest }) => {
  const { clock } = useWeb();
  const passedMs = Math.max(0, rest.lengthMs - (rest.endsAtMs - clock.monotonicMs()));
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--length': `${rest.lengthMs}ms`,
    '--passed': `${Math.round(-passedMs)}ms`,
  };
  return (
    <svg viewBox="0 0 40 40" className={styles['ring']} style={style} aria-hidden>
      <circle cx="20" cy="20" r="18" pathLength="100" />
    </svg>
  );
};
