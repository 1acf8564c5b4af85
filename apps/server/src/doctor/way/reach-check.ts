import { type Finding, failed, fine, warning } from '../doctor-check.ts';
import type { EchoAnswer } from './way-to-server.ts';

interface ReachOptions {
  readonly publicUrl: string;
  readonly there: EchoAnswer;
  /** What answered on the server's own port. */
  readonly here: EchoAnswer;
  /** The server's own port, as in `http://127.0.0.1:8000`. */
  readonly origin: string;
}

/** Does PUBLIC_URL lead to this very server? */
export const judgeReach = ({ publicUrl, there, here, origin }: ReachOptions): Finding => {
  if (there.from === 'this server')
    return fine(
      `${publicUrl} reaches the server, ${there.isDirect ? 'with no proxy between' : 'through a proxy'}, in ${there.answer.tookMs} ms.`,
    );
  if (here.from === 'nobody' && !(there.from === 'another' && there.answer.status < 400))
    return warning(`No server answers on ${origin}, nor by PUBLIC_URL: start it, and look again from where it runs.`);
  if (there.from === 'nobody')
    return failed(
      `${publicUrl} cannot be reached from this machine: ${there.reason}.`,
      `# does the name lead here, and is the port open?\ngetent hosts ${new URL(publicUrl).hostname}\ncurl -v ${publicUrl}/health\n# where only the way out and back in is missing (no hairpin in the router)\necho "127.0.0.1 ${new URL(publicUrl).hostname}" >> /etc/hosts`,
    );
  const { status, headers } = there.answer;
  if (status >= 300 && status < 400)
    return failed(
      `${publicUrl} sends people on to ${headers.location ?? 'nowhere'}.`,
      `PUBLIC_URL=${originOf(headers.location) ?? 'https://…'}`,
    );
  if (status === 502 || status === 503 || status === 504)
    return failed(
      `A proxy answers at ${publicUrl}, and does not reach the server (${status}).`,
      `# nginx\nproxy_pass ${origin};\n# Caddy\nreverse_proxy ${new URL(origin).host}`,
    );
  if (status === 401 || status === 403 || status === 429)
    return failed(`A proxy answers at ${publicUrl}, and lets nobody through (${status}).`);
  return failed(
    `${publicUrl} does not lead to this server: somebody else answers (${status}), or from a cache, or with another SESSION_SECRET.`,
    `# nginx\nproxy_pass ${origin};\n# Caddy\nreverse_proxy ${new URL(origin).host}`,
  );
};

const originOf = (location: string | undefined): string | null =>
  location !== undefined && URL.canParse(location) ? new URL(location).origin : null;
