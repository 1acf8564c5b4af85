import { ApiError, type ApiErrorCode } from '@livestreamer/client';
import { useMutation } from '@tanstack/react-query';
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
  const placeOf = (error: Error): FieldPath<Values> | undefined =>
    error instanceof ApiError ? places?.[error.code] : undefined;
  const { mutate, isPending, isSuccess, error } = useMutation<Reply, Error, Values>({
    mutationFn: send,
    onSuccess: (reply, values) => onDone?.(reply, values),
    onError: (failed) => {
      const place = placeOf(failed);
      if (!place) return;
      const isOwnPassword = failed instanceof ApiError && failed.code === 'wrong_credentials';
      const message = isOwnPassword ? t('errors.wrong_password') : errorText(t, failed);
      setError(place, { type: 'server', message }, { shouldFocus: true });
    },
  });
  return {
    field: (name) => ({ ...register(name), problem: getFieldState(name, formState).error?.message }),
    onSubmit: (event) => void handleSubmit((values) => !isPending && mutate(values))(event),
    busy: isPending,
    done: isSuccess,
    error,
    problem: error && !placeOf(error) ? errorText(t, error) : null,
    reset: () => reset(),
  };
};
