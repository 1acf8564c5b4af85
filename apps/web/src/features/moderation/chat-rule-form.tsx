import { ApiError } from '@livestreamer/client';
import { CHAT_RULE_KINDS, type ChatRule, LIMITS, makeChatRule } from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useRouteForm } from '../../lib/use-route-form.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { SelectField } from '../../ui/field/select-field.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './moderation.module.scss';
import { useModerationRefresh } from './use-moderation.ts';

/** Adds a rule: what it looks for, and what becomes of a message in which that is found. */
export const ChatRuleForm = ({ station }: { readonly station: string }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const refresh = useModerationRefresh();
  const [kind, setKind] = useState<ChatRule['kind']>('word');
  const [act, setAct] = useState<ChatRule['act']>('refuse');
  const acts: readonly ChatRule['act'][] = kind === 'link' ? ['refuse', 'hold', 'allow'] : ['refuse', 'hold'];
  const { field, onSubmit, busy, problem, error, reset } = useRouteForm({
    body: formBody,
    defaultValues: { pattern: '' },
    send: ({ pattern }) => rest.call(makeChatRule, { params: { station }, body: { kind, pattern, act } }),
    onDone: () => {
      reset();
      void refresh();
    },
  });
  const choose = (next: ChatRule['kind']): void => {
    setKind(next);
    if (next !== 'link' && act === 'allow') setAct('refuse');
  };
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <div className={styles['pair']}>
        <SelectField
          label={t('moderation.rules.kindLabel')}
          value={kind}
          options={CHAT_RULE_KINDS.map((value) => ({ value, text: t(`moderation.rules.kind.${value}`) }))}
          onChoose={choose}
        />
        <SelectField
          label={t('moderation.rules.actLabel')}
          value={act}
          options={acts.map((value) => ({ value, text: t(`moderation.rules.act.${value}`) }))}
          onChoose={setAct}
        />
      </div>
      <Field
        {...field('pattern')}
        label={t(`moderation.rules.pattern.${kind}`)}
        hint={t(`moderation.rules.hint.${kind}`)}
        {...(kind === 'regex' && error instanceof ApiError && error.code === 'validation_failed'
          ? { problem: error.fields[0]?.message ?? error.message }
          : {})}
        autoComplete="off"
        spellCheck={false}
      />
      <div>
        <Button type="submit" look="quiet" busy={busy}>
          {t('moderation.rules.add')}
        </Button>
      </div>
    </form>
  );
};

const formBody = z.object({ pattern: z.string().trim().min(1).max(LIMITS.chat.patternLength) });
