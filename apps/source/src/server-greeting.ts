import { networkTrouble } from './network-trouble.ts';

/** What is at an address: a server that is well, perhaps at another origin (http led to https), or trouble in words. */
type ServerGreeting = { readonly origin: string } | { readonly trouble: string };

const DEADLINE_MS = 10_000;
const MOST_REDIRECTS = 3;

/** Asks for `/health`, following redirects to other origins: signing in must not, it would lose its body on the way. */
export const greetServer = async (origin: string): Promise<ServerGreeting> => {
  let url = new URL('/health', origin);
  try {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(DEADLINE_MS) });
      await answer.body?.cancel();
      const location = answer.headers.get('location');
      if (answer.ok) return { origin: url.origin };
      if (answer.status < 300 || answer.status >= 400 || location === null)
        return { trouble: `it answers ${answer.status} to /health (is it a LiveStreamer server, and well?)` };
      url = new URL(location, url);
    }
    return { trouble: 'it redirects in circles' };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      return { trouble: `it did not answer within ${DEADLINE_MS / 1000} s` };
    return { trouble: networkTrouble(error) };
  }
};
