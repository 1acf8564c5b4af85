/** What can go wrong, by name. `status` is the HTTP status, `message` what a person reads when nothing better is known. */
export const ERRORS = {
  bad_request: { status: 400, message: 'The request could not be understood.' },
  picture_unreadable: {
    status: 400,
    message: 'This is not a picture that the server can read. Send a PNG, JPEG, WebP, GIF or AVIF.',
  },
  validation_failed: { status: 400, message: 'Some fields are not as they should be.' },
  password_too_common: { status: 400, message: 'This password is among the commonest ones. Choose another.' },
  wrong_credentials: { status: 401, message: 'The name or the password is wrong.' },
  second_factor_needed: { status: 401, message: 'Enter the code from your authenticator app, or a recovery code.' },
  second_factor_wrong: { status: 401, message: 'This code is not right, or was used already.' },
  passkey_wrong: { status: 401, message: 'This passkey is not known here.' },
  not_signed_in: { status: 401, message: 'Sign in first.' },
  forbidden: { status: 403, message: 'This account is not allowed to do that.' },
  account_unconfirmed: {
    status: 403,
    message: 'Confirm your e-mail address first: open the link in our letter, or ask for a new one.',
  },
  account_banned: { status: 403, message: 'This account is banned.' },
  account_deleted: { status: 403, message: 'This account was deleted. It can still be restored.' },
  registration_closed: { status: 403, message: 'This server takes no new accounts.' },
  invitation_wrong: { status: 403, message: 'This invitation is not valid any more.' },
  address_banned: { status: 403, message: 'Too much came from your address. Try again later.' },
  chat_team_only: { status: 403, message: 'Only those who keep order can write here right now.' },
  /** Its details, and those of `chat_banned`, are a `ChatRestrictionNotice`: `kind`, `reason`, `until`. */
  chat_muted: { status: 403, message: 'You cannot write here for now.' },
  chat_banned: { status: 403, message: 'You are banned on this station.' },
  chat_refused: { status: 403, message: 'A rule of this station does not let this message through.' },
  chat_edit_late: { status: 403, message: 'A message can be changed for five minutes after it was sent.' },
  cross_site: { status: 403, message: 'This request came from another site.' },
  mount_busy: { status: 403, message: 'Mountpoint in use: somebody else is on air on this station.' },
  source_replaced: { status: 403, message: 'Another source of this account has taken over this station.' },
  set_up_link_wrong: {
    status: 403,
    message: 'This set-up link is not valid. The server prints a new one when it starts.',
  },
  not_found: { status: 404, message: 'There is nothing here.' },
  link_wrong: { status: 404, message: 'This link is not valid any more. Ask for a new one.' },
  chat_closed: { status: 404, message: 'This station has no chat.' },
  off_air: { status: 404, message: 'This station is off air.' },
  username_taken: { status: 409, message: 'This username is taken.' },
  email_taken: { status: 409, message: 'This e-mail address is in use.' },
  slug_taken: { status: 409, message: 'This address is taken by another station.' },
  station_on_air: { status: 409, message: 'This cannot be changed while a show is on air.' },
  edited_meanwhile: {
    status: 409,
    message: 'Somebody else has changed this meanwhile. Look at it again, then change it.',
  },
  not_finished: { status: 409, message: 'This can be done when the show is over.' },
  on_air: { status: 409, message: 'While the show is on air, what plays writes its tracklist.' },
  last_admin: { status: 409, message: 'The last admin must stay: make somebody else admin first.' },
  second_factor_on: { status: 409, message: 'The second factor is on already.' },
  second_factor_off: { status: 409, message: 'The second factor is off.' },
  schedule_overlap: { status: 409, message: 'Another show is planned on this station at that time.' },
  already_begun: {
    status: 409,
    message: 'This show has begun, or its time is over: it cannot be changed like one to come.',
  },
  recording_unfinished: {
    status: 409,
    message: 'This recording is not finished yet. Try again when the show is over, in a minute.',
  },
  too_many_of_these: { status: 409, message: 'There are as many of these as an account may have.' },
  already_set_up: { status: 409, message: 'This server is already set up.' },
  precondition_failed: { status: 412, message: 'This has changed since you last read it.' },
  too_large: { status: 413, message: 'That is too large.' },
  unsupported_media_type: { status: 415, message: 'This kind of content is not supported.' },
  range_not_satisfiable: { status: 416, message: 'There are no bytes in that range.' },
  too_many_requests: { status: 429, message: 'That was too often. Wait a moment, then try again.' },
  chat_slow_mode: { status: 429, message: 'Slow mode is on here: wait a moment before your next message.' },
  head_too_large: { status: 431, message: 'The request head is too large.' },
  internal: { status: 500, message: 'Something went wrong on the server.' },
  not_implemented: { status: 501, message: 'The server does not do that.' },
  unavailable: { status: 503, message: 'The server cannot do that right now. Try again in a moment.' },
  listeners_full: { status: 503, message: 'As many are listening as this server can carry. Try again in a minute.' },
} as const satisfies Record<string, { status: number; message: string }>;

/** The name of an error, stable over versions; programs decide by it. */
export type ErrorCode = keyof typeof ERRORS;

/** Whether a string from outside is one of our error codes. */
export const isErrorCode = (value: string): value is ErrorCode => Object.hasOwn(ERRORS, value);
