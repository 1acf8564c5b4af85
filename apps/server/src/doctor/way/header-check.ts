import { type Finding, failed, fine, under, warning } from '../doctor-check.ts';
import { COOKIE_NAME, SELF_CHECK_PATHS } from '../self-check/self-check-seam.ts';
import { HEADER_LINES } from './proxy-lines.ts';
import type { Way } from './way-to-server.ts';

/** What the parts of LiveStreamer cannot do without on its way in, and who is lost without it; under `/stream` only what audio needs. */
const NEEDED: readonly {
  readonly name: string;
  readonly value: string;
  readonly who: string;
  readonly isOfAudio: boolean;
}[] = [
  { name: 'cookie', value: `${COOKIE_NAME}=here`, who: 'nobody stays signed in', isOfAudio: true },
  { name: 'authorization', value: 'Basic c291cmNlOmhlcmU=', who: 'DJ tools cannot sign in', isOfAudio: true },
  { name: 'icy-metadata', value: '1', who: 'players show no titles', isOfAudio: true },
  { name: 'range', value: 'bytes=0-', who: 'nobody can seek in recordings', isOfAudio: false },
];

/** Do headers and cookies arrive as they were sent, in both directions, and is each answer a fresh one? */
export const checkHeaders = async (way: Way, deadlineMs: number): Promise<Finding> => {
  const found = await checkHeadersAt(way, { path: SELF_CHECK_PATHS.echo, needed: NEEDED, deadlineMs });
  if (found.state !== 'ok') return found;
  const ofAudio = NEEDED.filter(({ isOfAudio }) => isOfAudio);
  const foundOfAudio = await checkHeadersAt(way, { path: SELF_CHECK_PATHS.audioEcho, needed: ofAudio, deadlineMs });
  return foundOfAudio.state === 'ok' ? found : under('/stream', foundOfAudio);
};

interface HeadersAt {
  readonly path: string;
  readonly needed: typeof NEEDED;
  readonly deadlineMs: number;
}

const checkHeadersAt = async (way: Way, { path, needed, deadlineMs }: HeadersAt): Promise<Finding> => {
  const headers = Object.fromEntries(needed.map(({ name, value }) => [name, value]));
  const met = await way.echo({ path, headers, deadlineMs });
  if (met.from === 'nobody') return failed(`A request with cookies and a password got no answer: ${met.reason}.`);
  if (met.from === 'another')
    return failed(
      met.answer.status === 200
        ? 'The proxy answers from a cache what must never be kept: people would see the pages of others.'
        : `A request with cookies and a password is answered by somebody else (${met.answer.status}).`,
      HEADER_LINES,
    );
  const { echo, answer } = met;
  const lost = needed.filter(({ name, value }) => ![echo.headers[name] ?? []].flat().join('; ').includes(value));
  const [first] = lost;
  if (first)
    return failed(`The proxy drops ${lost.map(({ name }) => name).join(' and ')}: ${first.who}.`, HEADER_LINES);
  if (!answer.headers['set-cookie']?.some((cookie) => cookie.startsWith(`${COOKIE_NAME}=`)))
    return failed('The proxy drops the cookies that the server sets: nobody can sign in.', HEADER_LINES);
  if (answer.headers['cache-control'] !== 'no-store')
    return warning('The proxy changes Cache-Control, so browsers keep what they should not.', HEADER_LINES);
  return fine('Cookies, passwords and other headers arrive in both directions.');
};
