import { type ReactNode, useId } from 'react';
import styles from './settings-section.module.scss';

interface SettingsSectionProps {
  readonly heading: string;
  readonly text?: string;
  readonly children: ReactNode;
}

/** One matter of the settings: what it is on one side, what can be done on the other. */
export const SettingsSection = ({ heading, text, children }: SettingsSectionProps) => {
  const id = useId();
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <header className={styles['head']}>
        <h2 id={id} className={styles['heading']}>
          {heading}
        </h2>
        {text !== undefined && <p className={styles['text']}>{text}</p>}
      </header>
      <div className={styles['body']}>{children}</div>
    </section>
  );
};
