import { connect, type IncomingHttpHeaders } from 'node:http2';

/** What came back over HTTP/2, whole. */
interface Http2Answer {
  /** What TLS agreed on: `h2`. */
  readonly protocol: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One GET over HTTP/2, as browsers make it. */
export const getOverHttp2 = (
  origin: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Http2Answer> =>
  new Promise((resolve, reject) => {
    const session = connect(origin);
    session.on('error', reject);
    const request = session.request({ ':path': path, ...headers });
    let head: IncomingHttpHeaders = {};
    let body = '';
    request.setEncoding('latin1');
    request.on('response', (found) => {
      head = found;
    });
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('error', reject);
    request.on('end', () => {
      resolve({ protocol: session.alpnProtocol ?? '', status: Number(head[':status']), headers: head, body });
      session.close();
    });
    request.end();
  });
