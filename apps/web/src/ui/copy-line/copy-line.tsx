import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import styles from './copy-line.module.scss';

interface CopyLineProps {
  readonly text: string;
  /** Accessible name of the button. */
  readonly label: string;
  /** Said after it was copied. */
  readonly copied: string;
}

/** A command to copy. Where the browser has no clipboard (plain http), the text can still be selected whole by a click. */
export const CopyLine = ({ text, label, copied }: CopyLineProps) => {
  const [done, setDone] = useState(false);
  const Icon = done ? Check : Copy;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setDone(true);
  };
  return (
    <div className={styles['line']}>
      <code className={styles['code']}>{text}</code>
      {'clipboard' in navigator && (
        <button
          type="button"
          className={styles['button']}
          aria-label={label}
          onClick={() => void copy().catch(() => setDone(false))}
        >
          <Icon size={18} aria-hidden />
        </button>
      )}
      <span className={styles['said']} aria-live="polite">
        {done ? copied : ''}
      </span>
    </div>
  );
};
