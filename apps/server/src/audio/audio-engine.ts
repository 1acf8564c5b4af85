import type { Server as HttpServer } from 'node:http';
import type { Clock } from '@livestreamer/clock';
import { createTypedEvents, type Logger, type TypedEvents } from '../platform/index.ts';
import { type AudioCounters, createAudioCounters } from './audio-counters.ts';
import type { AudioEvents } from './audio-events.ts';
import { createAudioHub, type MountFigures } from './audio-hub.ts';
import type { AudioSettings } from './audio-settings.ts';
import { createFrontDoor, type FrontDoor } from './front-door.ts';
import { createHttpDoor, type HttpDoor } from './http-door.ts';
import { createHttpSources } from './ingest/http-source.ts';
import { createSocketSources } from './ingest/socket-source.ts';
import { createAdmission } from './ingest/source-admission.ts';
import { createLiveLevels, type LiveLevels } from './level/live-levels.ts';
import { createListening } from './listening.ts';
import { createTitleBoard } from './metadata/title-board.ts';
import { createTitleDoor } from './metadata/title-door.ts';
import type { AddressRules } from './peer-address.ts';
import { createPermitWatch } from './permit-watch.ts';
import { createRecorder, type Recorder } from './recorder/recorder.ts';
import { createTaps, type Taps } from './sink.ts';
import type { SourceGate } from './source-gate.ts';

/** The audio path of one process. */
export interface Audio {
  readonly events: TypedEvents<AudioEvents>;
  /** Put before the routes of the HTTP server, for requests and for `Expect: 100-continue` alike. */
  readonly httpDoor: HttpDoor;
  /** The entry on the main port, in front of an HTTP server that does not listen itself. */
  openFrontDoor(http: HttpServer): FrontDoor;
  readonly counters: Readonly<AudioCounters>;
  /** Call it when what somebody may do, or what lets them in, may have changed: what no permit that depends on them holds for any more goes off air. */
  recheckSourcesOf(whoChanged: string): void;
  /** As for one owner, for all: when such a change may have been missed. Happens every minute by itself. */
  recheckSources(): void;
  readonly recorder: Pick<Recorder, 'record' | 'stopRecording' | 'running'>;
  readonly taps: Pick<Taps, 'add'>;
  /** How what is on air sounds. */
  readonly levels: Pick<LiveLevels, 'events' | 'of'>;
  /** Open audio responses now, probes included. */
  readonly responses: number;
  /** Everything that is on air, or waits for its source. */
  mounts(): readonly MountFigures[];
  /** Ends every source and every listener at a frame border. */
  shutDown(): Promise<void>;
}

interface AudioOptions {
  readonly gate: SourceGate;
  readonly addresses: AddressRules;
  readonly settings: AudioSettings;
  readonly clock: Clock;
  readonly log: Logger;
}

export const createAudio = ({ gate, addresses, settings, clock, log }: AudioOptions): Audio => {
  const counters = createAudioCounters();
  const events = createTypedEvents<AudioEvents>((error) =>
    log.error({ err: error }, 'A listener of audio events failed.'),
  );
  const taps = createTaps({
    onProblem: (err) => log.error({ err }, 'What listens along failed and was taken off; the show goes on.'),
  });
  const titles = createTitleBoard({ events, clock });
  const hub = createAudioHub({ clock, settings, counters, events, titles, taps });
  const recorder = createRecorder({
    taps,
    events,
    pastOf: hub.pastOf,
    counters,
    clock,
    log,
    reserve: settings.diskReserve,
  });
  const levels = createLiveLevels({
    taps,
    events,
    pastOf: hub.pastOf,
    deadAirMs: settings.deadAirMs,
    counters,
    clock,
    log,
  });
  const watch = createPermitWatch({ permits: hub.permits, counters, clock, log });
  const admit = createAdmission({ gate, hub, watch, counters, log });
  const answerListener = createListening({ hub, counters, settings });
  const takeHttpSource = createHttpSources({ gate, admit, clock });
  const sourcesAndListeners = createHttpDoor({ answerListener, takeSource: takeHttpSource, addresses, counters, log });
  const titleDoor = createTitleDoor({ gate, board: titles, addresses, log });
  const httpDoor: HttpDoor = (request, response, how) =>
    titleDoor(request, response) || sourcesAndListeners(request, response, how);
  const takeSource = createSocketSources({ gate, admit, clock });

  return {
    events,
    httpDoor,
    counters,
    recorder,
    taps,
    levels,
    openFrontDoor: (http) =>
      createFrontDoor({ http, answerListener, takeSource, addresses, settings, counters, clock, log }),
    get responses() {
      return hub.responses;
    },
    mounts: hub.mounts,
    recheckSourcesOf: watch.recheckOf,
    recheckSources: watch.recheckAll,
    shutDown: async () => {
      watch.stop();
      await hub.shutDown();
      levels.stop();
      await recorder.stopAll();
    },
  };
};
