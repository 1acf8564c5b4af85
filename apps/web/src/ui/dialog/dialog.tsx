import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './dialog.module.scss';

interface DialogProps {
  readonly heading: string;
  readonly text?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks for something in front of the page. Escape and a press beside it close it; the keyboard goes on where it was. */
export const Dialog = ({ heading, text, onClose, children }: DialogProps) => {
  const { t } = useTranslation();
  const [opener] = useState(whatOpens);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles['shade']} />
        <Radix.Content
          className={styles['dialog']}
          onCloseAutoFocus={(event) => {
            event.preventDefault(); // Radix knows no opener but a trigger of its own
            opener?.focus();
          }}
          {...(text === undefined ? { 'aria-describedby': undefined } : {})}
        >
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

/** What has the focus; of a menu, which is gone by the time the dialog closes, the button that opened it. */
const whatOpens = (): HTMLElement | null => {
  const { activeElement } = document;
  const menuButton = activeElement?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = menuButton ? document.getElementById(menuButton) : activeElement;
  return opener instanceof HTMLElement ? opener : null;
};
