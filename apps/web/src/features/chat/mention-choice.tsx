import { useTranslation } from 'react-i18next';
import styles from './mention-choice.module.scss';
import type { Mentions } from './use-mentions.ts';

interface MentionChoiceProps {
  readonly id: string;
  readonly mentions: Mentions;
}

/** The id of one offered name, for `aria-activedescendant`. */
export const mentionId = (id: string, index: number): string => `${id}-${index}`;

/** Names that can be put where the caret is. The focus stays in the field, whose keys go through them. */
export const MentionChoice = ({ id, mentions: { names, active, choose } }: MentionChoiceProps) => {
  const { t } = useTranslation();
  if (names.length === 0) return null;
  return (
    <div id={id} role="listbox" aria-label={t('chat.mentions')} className={styles['names']}>
      {names.map((name, index) => (
        <div
          key={name}
          id={mentionId(id, index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={styles['name']}
          onMouseDown={(event) => {
            event.preventDefault(); // the field keeps the focus
            choose(name);
          }}
        >
          <bdi>@{name}</bdi>
        </div>
      ))}
    </div>
  );
};
