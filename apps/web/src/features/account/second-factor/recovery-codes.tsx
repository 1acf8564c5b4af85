import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusOnArrival } from '../../../lib/focus-on-arrival.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Done } from '../../../ui/notice/notice.tsx';
import { ShownOnce } from '../../../ui/shown-once/shown-once.tsx';
import styles from '../account-form.module.scss';

/** The recovery codes, shown this once. */
export const RecoveryCodes = ({
  codes,
  onDone,
}: {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}) => {
  const { t } = useTranslation();
  const { clock } = useWeb();
  const [copied, setCopied] = useState(false);
  const text = `${codes.join('\n')}\n`;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <>
      <ShownOnce />
      <p ref={focusOnArrival} tabIndex={-1}>
        {t('factor.codesText')}
      </p>
      <ul className={styles['codes']} aria-label={t('factor.codes')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles['buttons']}>
        {'clipboard' in navigator && (
          <Button look="quiet" onClick={() => void copy().catch(() => setCopied(false))}>
            {t('goLive.copy')}
          </Button>
        )}
        <Button
          look="quiet"
          onClick={() => saveFile({ name: 'livestreamer-recovery-codes.txt', mediaType: 'text/plain', text }, clock)}
        >
          {t('factor.download')}
        </Button>
        <Button onClick={onDone}>{t('factor.kept')}</Button>
      </div>
      {copied && <Done>{t('goLive.copied')}</Done>}
    </>
  );
};
