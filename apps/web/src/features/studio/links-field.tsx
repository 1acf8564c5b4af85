import { LIMITS } from '@livestreamer/contracts';
import { type ComponentProps, useState } from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { TextAreaField } from '../../ui/field/text-area-field.tsx';
import { parseLinks } from './outside-links-text.ts';

/** A text that {@link parseLinks} reads whole. */
export const linksTextSchema = z.string().refine((text) => {
  const { links, wrong } = parseLinks(text);
  return wrong === null && links.length <= LIMITS.linksEach;
});

/** Links as lines; which line is wrong is said. */
export const LinksField = ({ problem, ...field }: UseFormRegisterReturn & { problem: string | undefined }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { wrong } = parseLinks(typed);
  const onChange: ComponentProps<'textarea'>['onChange'] = (event) => {
    setTyped(event.target.value);
    void field.onChange(event);
  };
  return (
    <TextAreaField
      {...field}
      onChange={onChange}
      label={t('studio.links')}
      hint={t('studio.linksHint')}
      problem={problem !== undefined && wrong !== null ? t('studio.linkWrong', { line: wrong }) : problem}
      spellCheck={false}
    />
  );
};
