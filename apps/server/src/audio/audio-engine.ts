import type { Server as HttpServer } from 'node:http';
import type { Clock } from '@livestreamer/clock';
import { createTypedEvents, type Logger, type TypedEvents } from '../platform/index.ts';
import { type AudioCounters, createAudioCounters } from './audio-counters.ts';
import type { AudioEvents } from './audio-events.ts';
import { createAudioHub } from './audio-hub.ts';
import type { AudioSettings } from './audio-settings.ts';
import { createFrontDoor, type FrontDoor } from './front-door.ts';
import { createHttpDoor, type HttpDoor } from './http-door.ts';
import { createHttpSources } from './ingest/http-source.ts';
import { createSocketSources } from './ingest/socket-source.ts';
import { createAdmission } from './ingest/source-admission.ts';
import { createListening } from './listening.ts';
import type { SourceGate } from './source-gate.ts';

/** The audio path of one process. */
export interface Audio {
  readonly events: TypedEvents<AudioEvents>;
  /** Put before the routes of the HTTP server, for requests and for `Expect: 100-continue` alike. */
  readonly httpDoor: HttpDoor;
  /** The entry on the main port, in front of an HTTP server that does not listen itself. */
  openFrontDoor(http: HttpServer): FrontDoor;
  readonly counters: Readonly<AudioCounters>;
  /** Takes every mount of this owner off air at once, or only the one named: whoever owns it may not broadcast there any more. */
  sendAwaySourcesOf(ownerId: string, mountId?: string): void;
  /** Takes every mount off air at once whose source was let in by what the gate named as its credential. */
  sendAwaySourcesWith(credential: string): void;
  /** Open audio responses now, probes included. */
  readonly responses: number;
  /** Ends every source and every listener at a frame border. */
  shutDown(): Promise<void>;
}

interface AudioOptions {
  readonly gate: SourceGate;
  /** Whether connections from this address are refused before anything is read from them. */
  readonly isRefused: (address: string) => boolean;
  readonly settings: AudioSettings;
  readonly clock: Clock;
  readonly log: Logger;
}

export const createAudio = ({ gate, isRefused, settings, clock, log }: AudioOptions): Audio => {
  const counters = createAudioCounters();
  const events = createTypedEvents<AudioEvents>((error) =>
    log.error({ err: error }, 'A listener of audio events failed.'),
  );
  const hub = createAudioHub({ clock, settings, counters, events });
  const admit = createAdmission({ gate, hub, counters, log });
  const answerListener = createListening({ hub, counters, settings });
  const httpDoor = createHttpDoor({ answerListener, takeSource: createHttpSources({ gate, admit, clock }), log });
  const takeSource = createSocketSources({ gate, admit, clock });

  return {
    events,
    httpDoor,
    counters,
    openFrontDoor: (http) =>
      createFrontDoor({ http, answerListener, takeSource, isRefused, settings, counters, clock, log }),
    get responses() {
      return hub.responses;
    },
    sendAwaySourcesOf: hub.sendAwaySourcesOf,
    sendAwaySourcesWith: hub.sendAwaySourcesWith,
    shutDown: () => hub.shutDown(),
  };
};
