import { useTranslation } from 'react-i18next';
import { focusOnArrival } from '../../../lib/focus-on-arrival.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { CopyLine } from '../../../ui/copy-line/copy-line.tsx';
import { Done } from '../../../ui/notice/notice.tsx';
import { ShownOnce } from '../../../ui/shown-once/shown-once.tsx';
import styles from '../account-form.module.scss';
import { goLiveCommands } from '../go-live-commands.ts';

interface MadeStreamKeyProps {
  readonly username: string;
  readonly streamKey: string;
  readonly onDone: () => void;
}

/** A new stream key, shown this once, and what to enter where. */
export const MadeStreamKey = ({ username, streamKey, onDone }: MadeStreamKeyProps) => {
  const { t } = useTranslation();
  const { origin } = useWeb();
  const { ffmpeg, host, port, tls } = goLiveCommands({ origin, username, password: streamKey });
  return (
    <>
      <ShownOnce />
      <div ref={focusOnArrival} tabIndex={-1}>
        <Done>{t('keys.shownOnce')}</Done>
      </div>
      <CopyLine text={streamKey} label={t('goLive.copyNamed', { what: t('keys.key') })} copied={t('goLive.copied')} />
      <p>{t('keys.tools')}</p>
      <p className={styles['facts']}>{t('keys.toolsFields', { host, port, username })}</p>
      {tls && <p>{t('keys.tls')}</p>}
      <CopyLine text={ffmpeg} label={t('goLive.copyNamed', { what: 'ffmpeg' })} copied={t('goLive.copied')} />
      <div>
        <Button onClick={onDone}>{t('keys.kept')}</Button>
      </div>
    </>
  );
};
