import { LIMITS } from '@livestreamer/contracts';
import { SendHorizontal, Smile, X } from 'lucide-react';
import {
  type FormEvent,
  type KeyboardEvent,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { authorName } from './author-name.ts';
import styles from './chat-composer.module.scss';
import { restrictionText } from './chat-problem.ts';
import type { Drafting } from './drafting.ts';
import { countGraphemes } from './graphemes.ts';
import { MentionChoice, mentionId } from './mention-choice.tsx';
import { withMention } from './mention-names.ts';
import { useChat } from './use-chat.ts';
import { useMentions } from './use-mentions.ts';
import { useSlowMode } from './use-slow-mode.ts';

const EmojiChoice = lazy(async () => ({ default: (await import('./emoji-choice.tsx')).EmojiChoice }));

interface ChatComposerProps {
  readonly station: string;
  /** What is written beside a plain message. */
  readonly drafting: Drafting | null;
  readonly onDone: () => void;
  readonly signIn: ReactNode;
}

/** From here on it is said how many characters are left. */
const NEAR_END = 50;

/** The field to write in, or why there is none for this person. */
export const ChatComposer = (props: ChatComposerProps) => {
  const { t, i18n } = useTranslation();
  const [hasDrafted, setHasDrafted] = useState(false);
  const { view } = useChat(props.station);
  const { room, standing } = view;
  if (!room || !standing) return <div className={styles['composer']} />;
  const { restriction, self, moderates } = standing;
  if (restriction) return <p className={styles['closed']}>{restrictionText(t, i18n.language, restriction)}</p>;
  if (!room.open) return null;
  if (room.writers === 'team' && !moderates) return <p className={styles['closed']}>{t('chat.locked')}</p>;
  if (self.kind === 'visitor' && room.writers !== 'everyone')
    return (
      <p className={styles['closed']}>
        {t('chat.membersOnly')} {props.signIn}
      </p>
    );
  const done = (): void => {
    if (props.drafting) setHasDrafted(true);
    props.onDone();
  };
  const key = props.drafting?.kind === 'edit' ? props.drafting.message.id : 'new';
  return <Writing key={key} {...props} takesFocus={hasDrafted} onDone={done} />;
};

interface WritingProps extends ChatComposerProps {
  /** What was beside a plain message is done: one goes on writing. */
  readonly takesFocus: boolean;
}

const Writing = ({ station, drafting, onDone, takesFocus }: WritingProps) => {
  const { t } = useTranslation();
  const { view, log } = useChat(station);
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(drafting?.kind === 'edit' ? drafting.message.text : '');
  const [problem, setProblem] = useState<string | null>(null);
  const [choosesEmoji, setChoosesEmoji] = useState(false);
  const [isByKeys, setByKeys] = useState(false);
  const trimmed = text.trim();
  const left = charactersLeft(trimmed);
  const restS = useSlowMode(view);
  const isResting = restS > 0 && drafting?.kind !== 'edit';
  const maySend = trimmed !== '' && left >= 0 && !isResting;
  const id = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const put = (next: { text: string; caret: number }): void => {
    setText(next.text);
    setCaret(next.caret);
  };
  const mentions = useMentions({ station, onChoose: (place, name) => put(withMention({ text, place, name })) });
  const slowModeS = view.standing?.moderates ? 0 : (view.room?.slowModeS ?? 0);

  useEffect(() => {
    if (drafting || takesFocus) field.current?.focus();
  }, [drafting, takesFocus]);

  // After a text that was not typed, React leaves the caret at its end.
  useLayoutEffect(() => {
    if (caret === null) return;
    field.current?.focus();
    field.current?.setSelectionRange(caret, caret);
    setCaret(null);
  }, [caret]);

  const send = async (): Promise<void> => {
    if (!maySend) return;
    setProblem(null);
    setChoosesEmoji(false);
    if (drafting?.kind === 'edit') {
      try {
        await log().edit(drafting.message.id, trimmed);
      } catch (error) {
        setProblem(errorText(t, error));
        return;
      }
    } else log().post(trimmed, { replyTo: drafting?.message.id });
    setText('');
    mentions.close();
    onDone();
  };

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void send();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (mentions.press(event)) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Escape' && choosesEmoji) setChoosesEmoji(false);
    else if (event.key === 'Escape' && drafting) onDone();
    if (event.key !== 'Enter') return;
    event.preventDefault();
    void send();
  };
  const closeEmoji = (): void => {
    setChoosesEmoji(false);
    field.current?.focus();
  };
  const insert = (emoji: string): void => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    const before = text.slice(0, selectionStart) + emoji;
    put({ text: before + text.slice(selectionEnd), caret: before.length });
    setChoosesEmoji(false);
  };

  return (
    <form className={styles['composer']} onSubmit={submit}>
      {drafting && (
        <p className={styles['drafting']}>
          <span>
            {drafting.kind === 'edit'
              ? t('chat.editing')
              : t('chat.answering', { name: authorName(t, drafting.message.author) })}{' '}
            {drafting.kind === 'answer' && <bdi>{drafting.message.text}</bdi>}
          </span>
          <button type="button" className={styles['icon']} aria-label={t('chat.cancel')} onClick={onDone}>
            <X size={18} aria-hidden />
          </button>
        </p>
      )}
      {problem !== null && (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
      {choosesEmoji && (
        <Suspense fallback={<p role="status">{t('loading')}</p>}>
          <EmojiChoice takesFocus={isByKeys} onChoose={insert} onClose={closeEmoji} />
        </Suspense>
      )}
      <MentionChoice id={id} mentions={mentions} />
      <div className={styles['row']}>
        <textarea
          ref={field}
          className={styles['field']}
          rows={1}
          value={text}
          aria-label={t('chat.write')}
          placeholder={slowModeS > 0 ? t('chat.slowHint', { count: slowModeS }) : t('chat.write')}
          aria-invalid={left < 0}
          aria-autocomplete="list"
          {...(mentions.names.length > 0
            ? { 'aria-controls': id, 'aria-activedescendant': mentionId(id, mentions.active) }
            : {})}
          onChange={({ target }) => {
            const plain = target.value.replace(/[\r\n\t]+/g, ' ');
            setText(plain);
            mentions.look(plain, target.selectionStart);
          }}
          // On a phone the field is in sight before the messages are.
          onFocus={({ target }) => target.closest('section')?.scrollIntoView({ block: 'nearest' })}
          onBlur={mentions.close}
          onKeyDown={press}
        />
        <button
          type="button"
          className={styles['icon']}
          aria-expanded={choosesEmoji}
          aria-label={t('chat.emoji')}
          onClick={({ detail }) => {
            setChoosesEmoji(!choosesEmoji);
            setByKeys(detail === 0); // no press of a pointer
          }}
          onKeyDown={({ key }) => key === 'Escape' && setChoosesEmoji(false)}
        >
          <Smile size={20} aria-hidden />
        </button>
        <button type="submit" className={styles['send']} aria-disabled={!maySend} aria-label={t('chat.send')}>
          <SendHorizontal size={20} aria-hidden />
        </button>
      </div>
      {isResting && (
        <p role="timer" className={styles['left']}>
          {t('chat.slowFor', { count: restS })}
        </p>
      )}
      {left <= NEAR_END && (
        <p role="status" className={left < 0 ? styles['problem'] : styles['left']}>
          {left < 0 ? t('chat.tooLong', { count: -left }) : t('chat.left', { count: left })}
        </p>
      )}
    </form>
  );
};

/** Counted as people count; signs that are piled up without end are counted as they are stored. */
const charactersLeft = (text: string): number =>
  Math.min(LIMITS.chat.text.max - countGraphemes(text), LIMITS.chat.textUnits - text.length);
