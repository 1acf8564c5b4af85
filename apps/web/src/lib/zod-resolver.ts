import type { TFunction } from 'i18next';
import type { FieldErrors, FieldValues, Resolver } from 'react-hook-form';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Checks a form by the body of its route, so that page and server want the same; problems in the page's language. */
export const zodResolver =
  <Values extends FieldValues>(body: z.ZodType<unknown, Values> | undefined, t: TFunction): Resolver<Values> =>
  (values) => {
    const parsed = body?.safeParse(values);
    if (!parsed || parsed.success) return { values, errors: {} };
    const errors: Record<string, { type: string; message: string }> = {};
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0]);
      errors[name] ??= { type: issue.code, message: values[name] === '' ? t('fields.required') : textOf(t, issue) };
    }
    return { values: {}, errors: errors as FieldErrors<Values> }; // one entry a field, as its type says
  };

const textOf = (t: TFunction, issue: Issue): string => {
  if (issue.code === 'too_small') return t('fields.short', { min: Number(issue.minimum) });
  if (issue.code === 'too_big') return t('fields.long', { max: Number(issue.maximum) });
  if (issue.code === 'invalid_format' && issue.format === 'email') return t('fields.email');
  if (issue.code === 'invalid_format' && issue.format === 'regex') return t('fields.characters');
  return t('fields.other');
};
