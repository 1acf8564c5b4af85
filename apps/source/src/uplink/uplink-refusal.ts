import { type ErrorCode, isErrorCode } from '@livestreamer/contracts';

/** The server answered the uplink with something else than "go on". */
export interface UplinkAnswer {
  readonly status: number;
  /** The `code` of its problem+json, when it sent one. */
  readonly code: ErrorCode | null;
  /** The `message` of its problem+json. */
  readonly message: string | null;
  /** Where a redirect points. */
  readonly location: string | null;
}

/** What an answer means. `lasting`: trying again at once would not help; a person must do something first. */
interface UplinkRefusal {
  readonly lasting: boolean;
  readonly sentence: string;
}

/** Pure: what the broadcaster is told and whether the uplink tries again. */
export const refusalOf = ({ status, code, message, location }: UplinkAnswer): UplinkRefusal => {
  if (status === 401) return lasting('The server does not know this sign-in (any more). Run `livestreamer login`.');
  if (code === 'mount_busy')
    return passing('Somebody else is on air on this station; the show begins as soon as it is free.');
  if (code === 'source_replaced')
    return lasting('Another source of this account has taken over the station; this one has ended.');
  if (status === 413)
    return passing('Something between here and the server ends long uploads (nginx: client_max_body_size 0).');
  if (status === 403)
    return lasting('This account is not allowed to broadcast on this station. Ask whoever runs the server.');
  if (status === 404) return lasting('The server has no such station. Look at the name after --station.');
  if (status === 415) return lasting('The server does not take MP3 here. Is it a LiveStreamer server?');
  if (status >= 300 && status < 400 && location)
    return lasting(`The server has moved to ${location}. Run \`livestreamer login\` with that address.`);
  if (status < 300) return passing('The server ended the connection.');
  return passing(message ?? `The server answered ${status}.`);
};

const lasting = (sentence: string): UplinkRefusal => ({ lasting: true, sentence });
const passing = (sentence: string): UplinkRefusal => ({ lasting: false, sentence });

/** Reads problem+json; whatever else came is an answer without code and message. */
export const readAnswer = (status: number, location: string | null, body: string): UplinkAnswer => {
  const { code, message } = membersOf(body);
  return {
    status,
    location,
    code: typeof code === 'string' && isErrorCode(code) ? code : null,
    message: typeof message === 'string' ? message : null,
  };
};

const membersOf = (body: string): { code?: unknown; message?: unknown } => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
};
