import { type Finding, fine, warning } from '../doctor-check.ts';
import { sourceLines } from './proxy-lines.ts';
import type { Way } from './way-to-server.ts';

interface SourceCheckOptions {
  readonly publicUrl: string;
  /** The server's own. */
  readonly port: number;
  /** Whether PUBLIC_URL leads to the server with no proxy between. */
  readonly isDirect: boolean;
  readonly wayTo: (origin: string) => Way;
}

/** Where DJ tools expect an Icecast, and where nginx passes them on by the configuration in deploy/nginx. */
const ICECAST_PORT = 8_000;

const PATIENCE_MS = 4_000;

/**
 * Can DJ tools come that speak Icecast? Their audio has no length, and HTTP has no bodies without one (RFC 9112 §6.3), so no
 * HTTP proxy passes it on: they need a way on which there is none.
 */
export const checkSources = async (options: SourceCheckOptions): Promise<Finding> => {
  const { publicUrl, port, isDirect, wayTo } = options;
  if (isDirect) return fine(`DJ tools (butt, Mixxx, ffmpeg) connect to ${new URL(publicUrl).host}.`);
  const { hostname } = new URL(publicUrl);
  const besideProxy = [...new Set([ICECAST_PORT, port])].map((open) => `${hostname}:${open}`);
  const answers = besideProxy.map(async (place) => {
    const met = await wayTo(`http://${place}`).echo({ method: 'SOURCE', deadlineMs: PATIENCE_MS });
    return met.from === 'this server' && met.isDirect ? [place] : [];
  });
  const [open] = (await Promise.all(answers)).flat();
  if (open !== undefined)
    return fine(
      `DJ tools (butt, Mixxx, ffmpeg) connect to ${open}, past the proxy; \`livestreamer\` and browsers to PUBLIC_URL.`,
    );
  return warning(
    `DJ tools (butt, Mixxx, ffmpeg) cannot come: no HTTP proxy passes their audio on, and ${besideProxy.join(' and ')} are closed to them.`,
    sourceLines(port),
  );
};
