/** What to type to go live on this server. */
export interface GoLiveCommands {
  readonly login: string;
  readonly goLive: string;
  readonly ffmpeg: string;
}

const PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** `origin` is where the page came from: `https://radio.example`. ffmpeg needs the port, TLS has to be asked for. */
export const goLiveCommands = (origin: string, username: string): GoLiveCommands => {
  const { hostname, port, protocol } = new URL(origin);
  const tls = protocol === 'https:' ? '-tls 1 ' : '';
  const place = `${hostname}:${port || PORTS[protocol]}/stream`;
  return {
    login: `npx livestreamer login ${origin}`,
    goLive: 'npx livestreamer go-live',
    ffmpeg: `ffmpeg -re -i music.mp3 -c:a libmp3lame -b:a 128k -f mp3 ${tls}"icecast://${encodeURIComponent(username)}:PASSWORD@${place}"`,
  };
};
