import { useTranslation } from 'react-i18next';
import { focusOnArrival } from '../../../lib/focus-on-arrival.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { CopyLine } from '../../../ui/copy-line/copy-line.tsx';
import { Done } from '../../../ui/notice/notice.tsx';
import { ShownOnce } from '../../../ui/shown-once/shown-once.tsx';
import styles from '../account-form.module.scss';
import { type GoLiveCommands, goLiveCommands } from '../go-live-commands.ts';
import { useSourceOrigin } from '../use-source-origin.ts';

interface MadeStreamKeyProps {
  readonly username: string;
  readonly streamKey: string;
  readonly onDone: () => void;
}

/** A new stream key, shown this once, and what to enter where. */
export const MadeStreamKey = ({ username, streamKey, onDone }: MadeStreamKeyProps) => {
  const { t } = useTranslation();
  const { origin } = useWeb();
  const sourceOrigin = useSourceOrigin();
  return (
    <>
      <ShownOnce />
      <div ref={focusOnArrival} tabIndex={-1}>
        <Done>{t('keys.shownOnce')}</Done>
      </div>
      <CopyLine text={streamKey} label={t('goLive.copyNamed', { what: t('keys.key') })} copied={t('goLive.copied')} />
      {sourceOrigin !== null && (
        <WhatToEnter {...goLiveCommands({ origin, sourceOrigin, username, password: streamKey })} />
      )}
      <div>
        <Button onClick={onDone}>{t('keys.kept')}</Button>
      </div>
    </>
  );
};

/** In the fields of DJ tools, and in a terminal. */
const WhatToEnter = ({ ffmpeg, host, port, tls, username }: GoLiveCommands) => {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('keys.tools')}</p>
      <p className={styles['facts']}>{t('keys.toolsFields', { host, port, username })}</p>
      {tls && <p>{t('keys.tls')}</p>}
      <CopyLine text={ffmpeg} label={t('goLive.copyNamed', { what: 'ffmpeg' })} copied={t('goLive.copied')} />
    </>
  );
};
