/** What to type to go live on this server. */
export interface GoLiveCommands {
  readonly login: string;
  readonly goLive: string;
  readonly ffmpeg: string;
  /** For the fields of butt, Mixxx and the like. */
  readonly username: string;
  readonly host: string;
  readonly port: string;
  readonly tls: boolean;
}

interface GoLiveOptions {
  /** Where the page came from: `https://radio.example`. */
  readonly origin: string;
  /** Where DJ tools reach the server: `https://radio.example:8443`. */
  readonly sourceOrigin: string;
  readonly username: string;
  /** A stream key; without it the command says where a password goes. */
  readonly password?: string;
}

const PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** ffmpeg needs the port, and TLS has to be asked for. */
export const goLiveCommands = ({
  origin,
  sourceOrigin,
  username,
  password = 'PASSWORD',
}: GoLiveOptions): GoLiveCommands => {
  const { hostname: host, port: named, protocol } = new URL(sourceOrigin);
  const tls = protocol === 'https:';
  const port = named || (PORTS[protocol] ?? '');
  const who = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`;
  return {
    login: `npx livestreamer login ${origin}`,
    goLive: 'npx livestreamer go-live',
    ffmpeg: `ffmpeg -re -i music.mp3 -c:a libmp3lame -b:a 128k -f mp3 ${tls ? '-tls 1 ' : ''}"icecast://${who}@${host}:${port}/stream"`,
    username,
    host,
    port,
    tls,
  };
};
