import { type Finding, fine, warning } from '../doctor-check.ts';
import type { Echo } from '../self-check/self-check-seam.ts';
import { SCHEME_LINES } from './proxy-lines.ts';

interface SchemeOptions {
  readonly publicUrl: string;
  readonly echo: Pick<Echo, 'headers'>;
  readonly isDirect: boolean;
}

/** Do the host and the scheme arrive that people see? The server goes by PUBLIC_URL; others on the way go by these. */
export const judgeScheme = ({ publicUrl, echo, isDirect }: SchemeOptions): Finding => {
  const { protocol, host } = new URL(publicUrl);
  const scheme = protocol.slice(0, -1);
  const seen = (name: string): string | null => [echo.headers[name] ?? []].flat().join(', ') || null;
  if (seen('host') !== host)
    return warning(
      `The server sees the host ${seen('host')} where people see ${host}: pages under another name than PUBLIC_URL could not sign in.`,
      SCHEME_LINES,
    );
  if (isDirect) return fine(`The host ${host} arrives; no proxy speaks for the scheme.`);
  const said = seen('x-forwarded-proto');
  if (said === scheme) return fine(`The host ${host} and the scheme ${scheme} arrive.`);
  return warning(
    `${said === null ? 'The proxy does not say by which scheme people come' : `The proxy says that people come by ${said}`}; they come by ${scheme}.`,
    SCHEME_LINES,
  );
};
