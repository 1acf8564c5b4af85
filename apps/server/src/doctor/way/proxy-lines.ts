/**
 * What to paste into the configuration of a proxy, for each thing that goes wrong there. The whole configurations are in
 * deploy/; these are the lines that do the one thing.
 */

/** All of them together: in nginx a location that sets one header itself takes over none from outside. */
const setHeaders = (forwardedFor: string): string => `proxy_set_header Host $http_host;
proxy_set_header X-Forwarded-For ${forwardedFor};
proxy_set_header X-Forwarded-Proto $scheme;`;
const EACH_LOCATION = '# nginx, in each location that passes something on';
/** Goes on with what callers claim, which TRUSTED_PROXIES sorts out. */
const ADDED = '$proxy_add_x_forwarded_for';

/** Into the location of REALTIME_PATH; Caddy passes WebSockets by itself. */
export const WEBSOCKET_LINES = `# nginx, in the location that passes /api/v1/realtime
proxy_http_version 1.1;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection "upgrade";
${setHeaders(ADDED)}
proxy_read_timeout 2m;
# Caddy: reverse_proxy does it by itself; look at what stands before it`;

const held = (path: string): string => `# nginx, in the location that passes ${path}
proxy_buffering off;
proxy_cache off;
gzip off;
proxy_read_timeout 2m;
# Caddy, in reverse_proxy
flush_interval -1`;

/** Audio for listeners. */
export const AUDIO_LINES = held('/stream');
/** Server-sent events. */
export const EVENT_LINES = held('/api/v1/realtime/events and /api/v1/self-check/events');

/** Audio from sources. */
export const UPLOAD_LINES = `# nginx, in the location that passes /stream
client_max_body_size 0;
proxy_request_buffering off;
proxy_http_version 1.1;
proxy_send_timeout 2m;
client_body_timeout 2m;
# Caddy, in reverse_proxy
flush_interval -1
transport http {
    read_timeout 0
    write_timeout 0
}`;

export const uploadSizeLines = (megabytes: number): string => `# nginx, in the server
client_max_body_size ${megabytes + 1}m;
# Caddy, in the site
request_body {
    max_size ${megabytes + 1}MB
}`;

/** Real addresses. */
export const ADDRESS_LINES = `${EACH_LOCATION}
${setHeaders(ADDED)}
# Caddy: reverse_proxy does it by itself`;

/** Where the proxy is the first that callers meet, nothing that they claim need be passed on. */
export const OWN_ADDRESS_LINES = `${EACH_LOCATION}
${setHeaders('$remote_addr')}
# Caddy: take out any header_up X-Forwarded-For`;

export const SCHEME_LINES = `${EACH_LOCATION}
${setHeaders(ADDED)}
# Caddy: reverse_proxy does it by itself`;

export const HEADER_LINES = `# nginx: nothing of this kind in the locations that pass something on
#   proxy_set_header Authorization "";   proxy_set_header Cookie "";   proxy_hide_header Set-Cookie;
#   auth_basic …;                        proxy_cache …;
proxy_pass_request_headers on;`;

/** For the server's own settings. */
export const sourceUrlLine = (origin: string): string => `LIVESTREAMER_SOURCE_URL=${origin}`;

const ICECAST_PORT = 8_000;

/** Where DJ tools expect an Icecast, and where nginx passes them on by the configuration in deploy/nginx; unless the server itself is there. */
export const sourcePortBeside = (port: number): number => (port === ICECAST_PORT ? ICECAST_PORT + 1 : ICECAST_PORT);

/** Where no HTTP is understood, the PROXY protocol tells who calls. */
export const sourceLines = (
  port: number,
): string => `# nginx, beside http { }: a port of its own, where bytes go through as they are
stream {
    server {
        listen ${sourcePortBeside(port)};
        proxy_pass 127.0.0.1:${port};
        proxy_protocol on;
        proxy_timeout 1d;
    }
}
# with loopback in TRUSTED_PROXIES the server believes what that proxy says of callers
# or let DJs reach the server's own port
ufw allow ${port}/tcp`;
