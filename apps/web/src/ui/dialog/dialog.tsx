import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './dialog.module.scss';

interface DialogProps {
  readonly heading: string;
  readonly text?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks for something in front of the page. Escape and a press beside it close it. */
export const Dialog = ({ heading, text, onClose, children }: DialogProps) => {
  const { t } = useTranslation();
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles['shade']} />
        <Radix.Content className={styles['dialog']} {...(text === undefined ? { 'aria-describedby': undefined } : {})}>
          <div className={styles['head']}>
            <Radix.Title className={styles['heading']}>{heading}</Radix.Title>
            <Radix.Close className={styles['close']} aria-label={t('close')}>
              <X size={20} aria-hidden />
            </Radix.Close>
          </div>
          {text !== undefined && <Radix.Description className={styles['text']}>{text}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};
