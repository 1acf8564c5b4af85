import { type ChatRule, dropChatRule } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { ListStates } from '../../ui/list-states/list-states.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import { Rows } from '../../ui/rows/rows.tsx';
import { ChatRuleForm } from './chat-rule-form.tsx';
import { useChatRules, useModerationAct } from './use-moderation.ts';

/** What every message of a station is held against. */
export const ChatRules = ({ station }: { readonly station: string }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const query = useChatRules(station);
  const { mutate, isPending, error } = useModerationAct((id: string) =>
    rest.call(dropChatRule, { params: { station, id } }),
  );
  return (
    <>
      <ChatRuleForm station={station} />
      {error && <Problem>{errorText(t, error)}</Problem>}
      <ListStates query={query} empty={{ heading: t('moderation.rules.empty') }}>
        {(rules) => (
          <Rows
            label={t('moderation.rules.heading')}
            items={rules}
            keyOf={({ id }: ChatRule) => id}
            row={({ id, kind, pattern, act }) => ({
              name: kind === 'link' && pattern === '*' ? t('moderation.rules.everyLink') : pattern,
              facts: [`${t(`moderation.rules.kind.${kind}`)} · ${t(`moderation.rules.act.${act}`)}`],
              action: (
                <Button
                  small
                  look="quiet"
                  busy={isPending}
                  aria-label={t('moderation.rules.dropThis', { pattern })}
                  onClick={() => mutate(id)}
                >
                  {t('moderation.rules.drop')}
                </Button>
              ),
            })}
          />
        )}
      </ListStates>
    </>
  );
};
