import { banAccount, type ChatMessage, LIMITS, restrictAuthor } from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useRouteForm } from '../../lib/use-route-form.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { Field } from '../../ui/field/field.tsx';
import { SelectField } from '../../ui/field/select-field.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import { authorName } from './author-name.ts';
import { useBansEverywhere } from './chat-context.ts';
import styles from './chat-dialogs.module.scss';

interface RestrictDialogProps {
  readonly kind: 'mute' | 'ban';
  readonly station: string;
  readonly message: ChatMessage;
  readonly onClose: () => void;
}

const LENGTHS_S = { tenMinutes: 600, hour: 3_600, day: 86_400, week: 604_800, ever: null } as const;
type Length = keyof typeof LENGTHS_S;
const LENGTHS: Readonly<Record<'mute' | 'ban', readonly [Length, ...Length[]]>> = {
  mute: ['tenMinutes', 'hour', 'day'],
  ban: ['day', 'week', 'ever'],
};

/** For how long somebody may not write here, and why. */
export const RestrictDialog = ({ kind, station, message, onClose }: RestrictDialogProps) => {
  const { t } = useTranslation();
  const { rest, serverTime } = useWeb();
  const [length, setLength] = useState<Length>(LENGTHS[kind][0]);
  const [address, setAddress] = useState(false);
  const [removeMessages, setRemoveMessages] = useState(false);
  const [everywhere, setEverywhere] = useState(false);
  const { author } = message;
  const mayEverywhere = useBansEverywhere() && kind === 'ban' && author.kind === 'member';
  const name = authorName(t, author);
  const banEverywhere = async (account: string, reason: string): Promise<void> => {
    const forS = LENGTHS_S[length];
    const until = forS === null ? null : new Date(serverTime.now() + forS * 1_000).toISOString();
    await rest.call(banAccount, { params: { account }, body: { reason, until } });
  };
  const { field, onSubmit, busy, problem } = useRouteForm({
    body: everywhere ? everywhereBody : formBody,
    defaultValues: { reason: '' },
    send: async ({ reason }) => {
      const isEverywhere = everywhere && author.kind === 'member';
      if (isEverywhere) await banEverywhere(author.accountId, reason);
      if (isEverywhere && !address && !removeMessages) return;
      await rest.call(restrictAuthor, {
        params: { station, id: message.id },
        body: { kind, reason, forS: LENGTHS_S[length], address, removeMessages },
      });
    },
    onDone: onClose,
  });
  return (
    <Dialog
      heading={t(`chat.order.${kind}Heading`, { name })}
      text={t(everywhere ? 'chat.order.everywhereText' : 'chat.order.restrictText')}
      onClose={onClose}
    >
      <form noValidate className={styles['form']} onSubmit={onSubmit}>
        {problem && <Problem>{problem}</Problem>}
        <SelectField
          label={t('chat.order.howLong')}
          value={length}
          options={LENGTHS[kind].map((value) => ({ value, text: t(`chat.order.length.${value}`) }))}
          onChoose={setLength}
        />
        <Field
          {...field('reason')}
          label={t('admin.reason')}
          hint={t(everywhere ? 'admin.accounts.banHint' : 'chat.order.reasonHint')}
          autoComplete="off"
        />
        <div>
          {mayEverywhere && <Choice label={t('chat.order.everywhere')} checked={everywhere} onChange={setEverywhere} />}
          <Choice label={t('chat.order.address')} checked={address} onChange={setAddress} />
          <Choice label={t('chat.order.removeToo')} checked={removeMessages} onChange={setRemoveMessages} />
        </div>
        <div>
          <Button type="submit" look="danger" busy={busy}>
            {t(`chat.order.${kind}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

interface ChoiceProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

const Choice = ({ label, checked, onChange }: ChoiceProps) => (
  <label className={styles['choice']}>
    <input type="checkbox" checked={checked} onChange={({ target }) => onChange(target.checked)} />
    {label}
  </label>
);

/** A ban from the server is never without a reason: others who run it read it. */
const everywhereBody = z.object({ reason: z.string().trim().min(1).max(LIMITS.chat.reasonLength) });
const formBody = z.object({ reason: z.string().trim().max(LIMITS.chat.reasonLength) });
