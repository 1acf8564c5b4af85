import type { Outcome } from './letter.ts';

/** Steps at which a 5xx is about this letter. At others (greeting, AUTH, MAIL FROM) it is about the settings, which somebody may mend. */
const STEPS_OF_THE_LETTER = ['RCPT TO', 'DATA'];

/**
 * Reads an error of nodemailer: for good (5xx for the recipient or the text, RFC 5321 §4.2.1, or an address that cannot be
 * written to a mail server at all), or for now. Only codes are kept of it, such as `550 5.1.1` (RFC 3463) or `ECONNECTION`.
 */
export const outcomeOfFailure = (error: unknown): Exclude<Outcome, string> => {
  const { code, command, response, responseCode } = factsOf(error);
  const status = typeof responseCode === 'number' ? responseCode : null;
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(String(response))?.[1];
  const refused = status !== null && status >= 500 && STEPS_OF_THE_LETTER.includes(String(command));
  const unusable = code === 'EENVELOPE' && command === 'API';
  return {
    problem: status === null ? String(code ?? 'unknown') : [status, enhanced].filter(Boolean).join(' '),
    permanent: refused || unusable,
  };
};

/**
 * Whether the mail server itself said no. Else the line was lost; then nodemailer hands out the answer before, which
 * after the whole letter is the 354 that asked for it.
 */
export const isAnswer = (error: unknown): boolean => {
  const { responseCode } = factsOf(error);
  return typeof responseCode === 'number' && responseCode >= 400;
};

const factsOf = (error: unknown): Readonly<Record<'code' | 'command' | 'response' | 'responseCode', unknown>> => {
  const fact = (name: string): unknown => (error instanceof Error ? Reflect.get(error, name) : undefined);
  return {
    code: fact('code'),
    command: fact('command'),
    response: fact('response'),
    responseCode: fact('responseCode'),
  };
};
