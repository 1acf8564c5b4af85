import { useTranslation } from 'react-i18next';
import { useWeb } from '../../lib/web-context.ts';
import { ButtonLink } from '../../ui/button/button.tsx';
import { CopyLine } from '../../ui/copy-line/copy-line.tsx';
import { goLiveCommands } from './go-live-commands.ts';
import styles from './go-live-guide.module.scss';
import { useSourceOrigin } from './use-source-origin.ts';

/** How to go live, with commands that are right for this server and this account. */
export const GoLiveGuide = ({ username }: { readonly username: string }) => {
  const { t } = useTranslation();
  const { origin } = useWeb();
  const sourceOrigin = useSourceOrigin();
  const commands = goLiveCommands({ origin, sourceOrigin: sourceOrigin ?? origin, username });
  const line = (what: string, text: string) => (
    <CopyLine text={text} label={t('goLive.copyNamed', { what })} copied={t('goLive.copied')} />
  );
  return (
    <div className={styles['guide']}>
      <ol className={styles['steps']}>
        <li className={styles['step']}>
          <h2 className={styles['heading']}>{t('goLive.login')}</h2>
          {line(t('goLive.login'), commands.login)}
        </li>
        <li className={styles['step']}>
          <h2 className={styles['heading']}>{t('goLive.start')}</h2>
          {line(t('goLive.start'), commands.goLive)}
        </li>
      </ol>
      <section className={styles['other']}>
        <h2 className={styles['heading']}>{t('goLive.other')}</h2>
        <p className={styles['text']}>{t('goLive.otherText')}</p>
        {sourceOrigin !== null && line(t('goLive.other'), commands.ffmpeg)}
      </section>
      <ButtonLink to="/">{t('goLive.toStation')}</ButtonLink>
    </div>
  );
};
