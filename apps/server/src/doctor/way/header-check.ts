import { type Finding, failed, fine, warning } from '../doctor-check.ts';
import { COOKIE_NAME } from '../self-check/self-check-seam.ts';
import { HEADER_LINES } from './proxy-lines.ts';
import type { Way } from './way-to-server.ts';

/** What the parts of LiveStreamer cannot do without on its way in, and who is lost without it. */
const NEEDED: readonly { readonly name: string; readonly value: string; readonly who: string }[] = [
  { name: 'cookie', value: `${COOKIE_NAME}=here`, who: 'nobody stays signed in' },
  { name: 'authorization', value: 'Basic c291cmNlOmhlcmU=', who: 'DJ tools cannot sign in' },
  { name: 'icy-metadata', value: '1', who: 'players show no titles' },
  { name: 'range', value: 'bytes=0-', who: 'nobody can seek in recordings' },
];

/** Do headers and cookies arrive as they were sent, in both directions, and is each answer a fresh one? */
export const checkHeaders = async (way: Way, deadlineMs: number): Promise<Finding> => {
  const headers = Object.fromEntries(NEEDED.map(({ name, value }) => [name, value]));
  const met = await way.echo({ headers, deadlineMs });
  if (met.from === 'nobody') return failed(`A request with cookies and a password got no answer: ${met.reason}.`);
  if (met.from === 'another')
    return failed(
      met.answer.status === 200
        ? 'The proxy answers from a cache what must never be kept: people would see the pages of others.'
        : `A request with cookies and a password is answered by somebody else (${met.answer.status}).`,
      HEADER_LINES,
    );
  const { echo, answer } = met;
  const lost = NEEDED.filter(({ name, value }) => ![echo.headers[name] ?? []].flat().join('; ').includes(value));
  const [first] = lost;
  if (first)
    return failed(`The proxy drops ${lost.map(({ name }) => name).join(' and ')}: ${first.who}.`, HEADER_LINES);
  if (!answer.headers['set-cookie']?.some((cookie) => cookie.startsWith(`${COOKIE_NAME}=`)))
    return failed('The proxy drops the cookies that the server sets: nobody can sign in.', HEADER_LINES);
  if (answer.headers['cache-control'] !== 'no-store')
    return warning('The proxy changes Cache-Control, so browsers keep what they should not.', HEADER_LINES);
  return fine('Cookies, passwords and other headers arrive in both directions.');
};
