import { exportOwnAccount } from '@livestreamer/contracts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../lib/error-text.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';

/** Everything that is stored about the account, as a file. */
export const ExportButton = () => {
  const { t } = useTranslation();
  const { rest, clock } = useWeb();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => rest.call(exportOwnAccount, {}),
    onSuccess: (stored) =>
      saveFile(
        { name: 'livestreamer-account.json', mediaType: 'application/json', text: JSON.stringify(stored, null, 2) },
        clock,
      ),
  });
  return (
    <>
      {error && <Problem>{errorText(t, error)}</Problem>}
      <div>
        <Button look="quiet" busy={isPending} onClick={() => mutate()}>
          {t('export.submit')}
        </Button>
      </div>
    </>
  );
};
