import { EmojiPicker } from 'frimousse';
import { useTranslation } from 'react-i18next';
import { focusOnArrival } from '../../lib/focus-on-arrival.ts';
import styles from './emoji-choice.module.scss';

/** Where the server has what the picker shows; its default would be somebody else's. */
const EMOJI_URL = '/emoji';

interface EmojiChoiceProps {
  /** Whoever came by the keyboard goes on in the search; on a phone that would bring up the one on the screen. */
  readonly takesFocus: boolean;
  readonly onChoose: (emoji: string) => void;
  /** Escape was pressed. */
  readonly onClose: () => void;
}

/** Pictures to put into a message. Nothing of it comes from another site. */
export const EmojiChoice = ({ takesFocus, onChoose, onClose }: EmojiChoiceProps) => {
  const { t, i18n } = useTranslation();
  return (
    <EmojiPicker.Root
      className={styles['picker']}
      emojibaseUrl={EMOJI_URL}
      locale={i18n.language === 'ru' ? 'ru' : 'en'}
      columns={7}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
      onEmojiSelect={({ emoji }) => onChoose(emoji)}
    >
      <EmojiPicker.Search
        {...(takesFocus ? { ref: focusOnArrival } : {})}
        className={styles['search']}
        aria-label={t('chat.emojiSearch')}
        placeholder={t('chat.emojiSearch')}
      />
      <EmojiPicker.Viewport className={styles['viewport']}>
        <EmojiPicker.Loading className={styles['note']}>{t('loading')}</EmojiPicker.Loading>
        <EmojiPicker.Empty className={styles['note']}>{t('chat.emojiNone')}</EmojiPicker.Empty>
        <EmojiPicker.List
          className={styles['list']}
          components={{
            CategoryHeader: ({ category, ...props }) => (
              <div {...props} className={styles['category']}>
                {category.label}
              </div>
            ),
            Row: (props) => <div {...countedFromOne(props)} />,
            Emoji: ({ emoji, ...props }) => (
              <button {...countedFromOne(props)} type="button" className={styles['emoji']} aria-label={emoji.label}>
                {emoji.emoji}
              </button>
            ),
          }}
        />
      </EmojiPicker.Viewport>
    </EmojiPicker.Root>
  );
};

/** Frimousse counts rows and columns from 0, ARIA from 1. */
const countedFromOne = <Props extends { 'aria-rowindex'?: number | undefined; 'aria-colindex'?: number | undefined }>(
  props: Props,
): Props => {
  const { 'aria-rowindex': row, 'aria-colindex': column } = props;
  return {
    ...props,
    ...(row === undefined ? {} : { 'aria-rowindex': row + 1 }),
    ...(column === undefined ? {} : { 'aria-colindex': column + 1 }),
  };
};
