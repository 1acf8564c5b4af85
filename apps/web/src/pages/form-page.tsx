import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './form-page.module.scss';

interface FormPageProps {
  readonly heading: string;
  readonly text?: string;
  readonly children: ReactNode;
}

/** A page with one thing to fill in or to press. */
export const FormPage = ({ heading, text, children }: FormPageProps) => {
  const { t } = useTranslation();
  return (
    <div className={styles['page']}>
      <title>{t('title.plain', { page: heading })}</title>
      <header className={styles['head']}>
        <h1 className={styles['heading']}>{heading}</h1>
        {text !== undefined && <p className={styles['text']}>{text}</p>}
      </header>
      {children}
    </div>
  );
};
