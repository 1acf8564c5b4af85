import { ApiError, type ApiErrorCode } from '@livestreamer/client';
import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import type { FormEventHandler } from 'react';
import {
  type DefaultValues,
  type FieldPath,
  type FieldValues,
  type UseFormRegisterReturn,
  useForm,
} from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { errorText } from './error-text.ts';
import { zodResolver } from './zod-resolver.ts';

interface RouteFormOptions<Values extends FieldValues, Reply> {
  /** The body of the route that the form is for. */
  readonly body: z.ZodType<unknown, Values> | undefined;
  readonly defaultValues: DefaultValues<Values>;
  readonly send: (values: Values) => Promise<Reply>;
  readonly onDone?: (reply: Reply, values: Values) => void;
  /** Errors of the server that belong to one field, and not above the form. */
  readonly places?: Partial<Record<ApiErrorCode, FieldPath<Values>>>;
}

interface RouteForm<Values extends FieldValues> {
  /** What a field takes: its registration, and what is wrong with it. */
  field(name: FieldPath<Values>): UseFormRegisterReturn & { problem: string | undefined };
  readonly onSubmit: FormEventHandler;
  readonly busy: boolean;
  /** Whether the last sending went well. */
  readonly done: boolean;
  readonly error: Error | null;
  /** What belongs above the form; null when all is well, or a field says it. */
  readonly problem: string | null;
  reset(): void;
}

/** A form that sends the body of one route: checked by its schema, sent once at a time, errors where they belong. */
export const useRouteForm = <Values extends FieldValues, Reply>(
  options: RouteFormOptions<Values, Reply>,
): RouteForm<Values> => {
  const { body, defaultValues, send, onDone, places } = options;
  const { t } = useTranslation();
  const { register, handleSubmit, getFieldState, formState, setError, reset } = useForm<Values>({
    resolver: zodResolver(body, t),
    defaultValues,
  });
  const names: readonly FieldPath<Values>[] = Object.keys(defaultValues) as FieldPath<Values>[]; // one value a field, as its type says
  const placesOf = (error: Error): FieldPath<Values>[] => {
    if (!(error instanceof ApiError)) return [];
    const named = error.fields.map(({ path }) => names.find((name) => name === path));
    return [places?.[error.code], ...named].filter((name) => name !== undefined);
  };
  const {
    mutate,
    isPending,
    isSuccess,
    error,
    reset: forgetLast,
  } = useMutation<Reply, Error, Values>({
    mutationFn: send,
    onSuccess: (reply, values) => onDone?.(reply, values),
    onError: (failed) => {
      const [first, ...others] = placesOf(failed);
      if (!first) return;
      const message = messageOf(t, failed);
      for (const place of others) setError(place, { type: 'server', message });
      setError(first, { type: 'server', message }, { shouldFocus: true });
    },
  });
  return {
    field: (name) => ({ ...register(name), problem: getFieldState(name, formState).error?.message }),
    onSubmit: (event) => void handleSubmit((values) => !isPending && mutate(values), forgetLast)(event),
    busy: isPending,
    done: isSuccess,
    error,
    problem: error && placesOf(error).length === 0 ? errorText(t, error) : null,
    reset: () => reset(),
  };
};

/** At a field, where the words for the whole form would not fit. */
const messageOf = (t: TFunction, failed: Error): string => {
  if (!(failed instanceof ApiError)) return errorText(t, failed);
  if (failed.code === 'wrong_credentials') return t('errors.wrong_password');
  return failed.code === 'validation_failed' ? t('fields.other') : errorText(t, failed);
};
