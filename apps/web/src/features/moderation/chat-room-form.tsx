import { CHAT_WRITERS, type ChatRoom, type ChatWriters, LIMITS, setChatRoom } from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useRouteForm } from '../../lib/use-route-form.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { SelectField } from '../../ui/field/select-field.tsx';
import { Done, Problem } from '../../ui/notice/notice.tsx';
import styles from './moderation.module.scss';
import { slowModesWith } from './slow-modes.ts';
import { useModerationRefresh } from './use-moderation.ts';

interface ChatRoomFormProps {
  readonly station: string;
  readonly room: ChatRoom;
}

const WHO = [...CHAT_WRITERS, 'off'] as const;
type Who = ChatWriters | 'off';

/** Who may write in the room, how often, and what everybody is to read. */
export const ChatRoomForm = ({ station, room }: ChatRoomFormProps) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const refresh = useModerationRefresh();
  const [who, setWho] = useState<Who>(room.open ? room.writers : 'off');
  const [slowModeS, setSlowModeS] = useState(room.slowModeS);
  const { field, onSubmit, busy, done, problem } = useRouteForm({
    body: formBody,
    defaultValues: { announcement: room.announcement ?? '' },
    send: ({ announcement }) =>
      rest.call(setChatRoom, {
        params: { station },
        body: {
          open: who !== 'off',
          ...(who === 'off' ? {} : { writers: who }),
          slowModeS,
          announcement: announcement.trim() === '' ? null : announcement.trim(),
        },
      }),
    onDone: () => void refresh(),
  });
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <SelectField
        label={t('moderation.room.who')}
        value={who}
        options={WHO.map((value) => ({ value, text: t(`moderation.room.writers.${value}`) }))}
        onChoose={setWho}
      />
      <SelectField
        label={t('moderation.room.slow')}
        value={String(slowModeS)}
        options={slowModesWith(room.slowModeS).map((seconds) => ({
          value: String(seconds),
          text: seconds === 0 ? t('moderation.room.slowOff') : t('moderation.room.slowFor', { count: seconds }),
        }))}
        onChoose={(seconds) => setSlowModeS(Number(seconds))}
      />
      <Field
        {...field('announcement')}
        label={t('moderation.room.announcement')}
        hint={t('moderation.room.announcementHint')}
        autoComplete="off"
      />
      <div className={styles['buttons']}>
        <Button type="submit" busy={busy}>
          {t('studio.save')}
        </Button>
        {done && !busy && <Done>{t('studio.saved')}</Done>}
      </div>
    </form>
  );
};

const formBody = z.object({ announcement: z.string().trim().max(LIMITS.chat.announcementLength) });
