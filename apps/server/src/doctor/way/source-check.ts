import { type Finding, failed, fine, warning } from '../doctor-check.ts';
import { sourceLines, sourcePortBeside, sourceUrlLine } from './proxy-lines.ts';
import type { EchoAnswer, Way } from './way-to-server.ts';

interface SourceCheckOptions {
  readonly publicUrl: string;
  /** Where pages send DJ tools; null: to PUBLIC_URL. */
  readonly sourceUrl: string | null;
  /** The server's own. */
  readonly port: number;
  /** Whether PUBLIC_URL leads to the server with no proxy between. */
  readonly isDirect: boolean;
  readonly wayTo: (origin: string) => Way;
}

const PATIENCE_MS = 4_000;

/**
 * Can DJ tools come that speak Icecast, by the address that pages show? Their audio has no length, and HTTP has no bodies without one
 * (RFC 9112 §6.3), so no HTTP proxy passes it on: they need a way on which there is none.
 */
export const checkSources = async (options: SourceCheckOptions): Promise<Finding> => {
  const { publicUrl, sourceUrl, port, isDirect, wayTo } = options;
  const meet = (origin: string): Promise<EchoAnswer> =>
    wayTo(origin).echo({ method: 'SOURCE', deadlineMs: PATIENCE_MS });
  if (sourceUrl !== null && sourceUrl !== publicUrl)
    return judgeSourceUrl(sourceUrl, { met: await meet(sourceUrl), port });
  if (isDirect) return fine(`DJ tools (butt, Mixxx, ffmpeg) connect to ${new URL(publicUrl).host}.`);

  const { hostname } = new URL(publicUrl);
  const besideProxy = [sourcePortBeside(port), port].map((open) => `http://${hostname}:${open}`);
  const answers = besideProxy.map(async (origin) => (isWay(await meet(origin)) ? [origin] : []));
  const [open] = (await Promise.all(answers)).flat();
  if (open !== undefined)
    return warning(
      `DJ tools (butt, Mixxx, ffmpeg) can come by ${open}, past the proxy, but pages send them to PUBLIC_URL, where they cannot.`,
      sourceUrlLine(open),
    );
  return warning(
    `DJ tools (butt, Mixxx, ffmpeg) cannot come: no HTTP proxy passes their audio on, and ${besideProxy.join(' and ')} are closed to them.`,
    `${sourceLines(port)}\n# and for pages, to say so\n${sourceUrlLine(`http://${hostname}:${sourcePortBeside(port)}`)}`,
  );
};

const isWay = (met: EchoAnswer): boolean => met.from === 'this server' && met.isDirect;

const judgeSourceUrl = (sourceUrl: string, { met, port }: { met: EchoAnswer; port: number }): Finding => {
  if (isWay(met))
    return fine(
      `DJ tools (butt, Mixxx, ffmpeg) connect to ${sourceUrl}, as pages say; \`livestreamer\` and browsers to PUBLIC_URL.`,
    );
  if (met.from === 'this server')
    return failed(
      `${sourceUrl}, where pages send DJ tools, leads through an HTTP proxy, which does not pass their audio on.`,
      sourceLines(port),
    );
  const trouble = met.from === 'nobody' ? met.reason : `somebody else answers (${met.answer.status})`;
  return failed(`${sourceUrl}, where pages send DJ tools, does not lead to the server: ${trouble}.`, sourceLines(port));
};
