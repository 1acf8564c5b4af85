import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { systemClock } from '@livestreamer/clock';
import {
  createAddressOf,
  createHttp,
  createOriginAllowed,
  type Http,
  type HttpOptions,
  type RouteRegistrar,
} from '../src/platform/http/index.ts';
import {
  createReadiness,
  type Dependency,
  type LogFields,
  type Logger,
  silentLogger,
  systemChance,
} from '../src/platform/index.ts';

/** REST and pages as in the server, behind the plainest front door there is; no database, no audio. */
export interface HttpRig {
  readonly baseUrl: string;
  readonly port: number;
  readonly http: Http;
  /** What was logged as an error or a warning. */
  readonly complaints: readonly (LogFields & { readonly sentence: string })[];
  stop(): Promise<void>;
}

type HttpRigOptions = Partial<HttpOptions> & {
  readonly register?: (registrar: RouteRegistrar) => void;
  readonly dependencies?: readonly Dependency[];
};

/** Starts it on a free port of 127.0.0.1, with these options on top of harmless ones. */
export const startHttpRig = async ({
  register = () => undefined,
  dependencies = [],
  ...options
}: HttpRigOptions = {}): Promise<HttpRig> => {
  const complaints: (LogFields & { sentence: string })[] = [];
  const complain = (fields: LogFields, sentence: string) => void complaints.push({ ...fields, sentence });
  const log: Logger = { ...silentLogger, warn: complain, error: complain };
  const http = createHttp({
    takeRequest: () => false,
    webSockets: {},
    routes: [register],
    callerOfCookie: async () => null,
    guard: () => undefined,
    originAllowed: createOriginAllowed(null),
    readiness: createReadiness({ dependencies, clock: systemClock, keepMs: 0 }),
    metrics: null,
    addressOf: createAddressOf([]),
    isTrustedProxy: () => false,
    logLinesPerSecond: 0,
    floodgate: {
      isBanned: () => false,
      take: async () => undefined,
      takeUpload: async () => undefined,
      noteRefusal: () => undefined,
    },
    https: false,
    webDir: '/nowhere',
    clock: systemClock,
    chance: systemChance,
    log,
    ...options,
  });
  await http.start?.();

  const sockets = new Set<Socket>();
  const door = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    http.server.emit('connection', socket);
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');

  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    port: address.port,
    http,
    complaints,
    stop: async () => {
      door.close();
      await http.stop?.();
      for (const socket of sockets) socket.destroy();
    },
  };
};
