import { listLetters } from '@livestreamer/contracts';
import type { RouteRegistrar } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { MailInbox } from './mail-inbox.ts';

/** The inbox of developers; not found where letters go to a mail server. */
export const mailRoutes =
  (inbox: MailInbox | null) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(listLetters, async () => {
      if (!inbox) throw new AppError('not_found');
      return { items: inbox.letters() };
    });
  };
