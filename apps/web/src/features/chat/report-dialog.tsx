import { type ChatMessage, reportMessage } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { useRouteForm } from '../../lib/use-route-form.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Done, Problem } from '../../ui/notice/notice.tsx';
import styles from './chat-dialogs.module.scss';

interface ReportDialogProps {
  readonly station: string;
  readonly message: ChatMessage;
  readonly onClose: () => void;
}

/** Tells those who keep order about a message. */
export const ReportDialog = ({ station, message, onClose }: ReportDialogProps) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const { field, onSubmit, busy, done, problem } = useRouteForm({
    body: reportMessage.body,
    defaultValues: { reason: '' },
    send: (body) => rest.call(reportMessage, { params: { station, id: message.id }, body }),
  });
  return (
    <Dialog heading={t('chat.reporting.heading')} text={message.text} onClose={onClose}>
      {done ? (
        <Done>{t('chat.reporting.done')}</Done>
      ) : (
        <form noValidate className={styles['form']} onSubmit={onSubmit}>
          {problem && <Problem>{problem}</Problem>}
          <Field {...field('reason')} label={t('chat.reporting.reason')} autoComplete="off" />
          <div>
            <Button type="submit" busy={busy}>
              {t('chat.reporting.submit')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
};
