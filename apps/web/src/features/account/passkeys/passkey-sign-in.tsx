import { type Account, beginPasskeySignIn, signInWithPasskey } from '@livestreamer/contracts';
import { useMutation } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../lib/error-text.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';
import { cancelCeremony, hasPasskeys, signWithPasskey, wasCancelled } from './passkey-ceremony.ts';

/** The way in without a password; nothing where the browser has no passkeys. */
export const PasskeySignIn = ({ onDone }: { readonly onDone: (account: Account) => void }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const { ceremony, options } = await rest.call(beginPasskeySignIn, {});
      return rest.call(signInWithPasskey, { body: { ceremony, response: await signWithPasskey(options) } });
    },
    onSuccess: onDone,
  });
  useEffect(() => cancelCeremony, []);
  if (!hasPasskeys()) return null;
  return (
    <>
      {error && !wasCancelled(error) && <Problem>{errorText(t, error)}</Problem>}
      <Button look="quiet" busy={isPending} onClick={() => mutate()}>
        <KeyRound size={18} aria-hidden />
        {t('passkeys.signIn')}
      </Button>
    </>
  );
};
