import { type Letter, listLetters } from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isMissing } from '../../lib/error-text.ts';
import { momentText } from '../../lib/moment-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import styles from './admin.module.scss';
import { AdminList, AdminWords } from './admin-list.tsx';
import { useAdminPages } from './use-admin.ts';

/** Where no mail server is set: what would have been sent. */
export const LettersInbox = () => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const query = useAdminPages(['letters'], async () => ({ ...(await rest.call(listLetters, {})), next: null }));
  if (isMissing(query.error)) return <p className={styles['fact']}>{t('admin.letters.none')}</p>;
  return (
    <AdminList
      label={t('admin.letters.heading')}
      query={query}
      empty={t('admin.letters.empty')}
      keyOf={({ id }) => id}
      row={(letter) => <LetterRow letter={letter} />}
    />
  );
};

const LetterRow = ({ letter }: { readonly letter: Letter }) => {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const { subject, to, at, html } = letter;
  return (
    <>
      <AdminWords name={subject} facts={[to, momentText(i18n.language, at)]} />
      <Button small look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? t('admin.letters.close') : t('admin.letters.open')}
      </Button>
      {/* Of all that a sandbox forbids, only a link that opens a new tab is let through: no script, no form, not our origin. */}
      {open && (
        <iframe
          className={styles['letter']}
          title={subject}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={`<base target="_blank">${html}`}
        />
      )}
    </>
  );
};
