import { fileURLToPath } from 'node:url';
import { systemClock as clock } from '@livestreamer/clock';
import { REALTIME_PATH, stationRoom } from '@livestreamer/contracts';
import { addressBanRoutes, createAddressBans, createAuditLog, createVisitors } from './access/index.ts';
import { createAccounts, keepSessionSecret } from './accounts/index.ts';
import { createAdmin, createInvitationUse, createServerSettings } from './admin/index.ts';
import { createAudio } from './audio/index.ts';
import { audioCapacityOf } from './audio-capacity.ts';
import {
  createAirCheck,
  createBroadcastActs,
  createBroadcastPictureRights,
  createBroadcasts,
  sourceAddressRoutes,
} from './broadcasts/index.ts';
import { type Config, firstAdminOf, mailFromOf, serverNameOf } from './config.ts';
import { createMail } from './mail/index.ts';
import { createAddressOf, createOriginAllowed, type Http } from './platform/http/index.ts';
import { createImages } from './platform/images/index.ts';
import { systemChance as chance, createLifecycle, type Logger } from './platform/index.ts';
import { createJobs } from './platform/jobs/index.ts';
import { createPostgresPart } from './platform/postgres/index.ts';
import { createRedisPart } from './platform/redis/index.ts';
import { createSchedule } from './schedule/index.ts';
import { createServerChat } from './server-chat.ts';
import { createServerDoctor } from './server-doctor.ts';
import { hearOneAnother } from './server-events.ts';
import { addressRulesOf, createServerHttp, isHttps } from './server-http.ts';
import { createServerRealtime } from './server-realtime.ts';
import { createServerShows } from './server-shows.ts';
import { readServerVersion } from './server-version.ts';
import { createSharedState } from './shared-state.ts';
import { embeddedDirOf, localUrl, siteUrlOf, startReport, throwListenProblem } from './start-report.ts';
import { createStations } from './stations/index.ts';
import { createWatching } from './watching/index.ts';

/** One LiveStreamer server. */
export interface Server {
  /** Ends when it takes connections; throws a sentence when it cannot, and has undone everything then. */
  start(): Promise<void>;
  /** Ends listeners at a frame border, tells sockets to come back, and undoes the start in reverse. Never throws. */
  stop(): Promise<void>;
  /** How this machine reaches it, once it listens: `http://127.0.0.1:8000`. */
  address(): string;
}

interface Surroundings {
  readonly log: Logger;
  /** Hears the sentences for the person who started the server. A `secret` one must not get into the log. */
  readonly announce: (sentence: string, kind?: 'secret') => void;
  /** Whether somebody reads the log as it comes. */
  readonly isForPeople?: boolean;
}

/** One part of the server may take this long to stop. */
const STOP_DEADLINE_MS = 3_000;

/** Puts all modules together: what runs on what, who hears whom, what starts after what. */
export const createServer = (config: Config, { log, announce, isForPeople = false }: Surroundings): Server => {
  const tools = { clock, chance, log };
  const lifecycle = createLifecycle({
    clock,
    stopDeadlineMs: STOP_DEADLINE_MS,
    onStopProblem: (part, err) => log.error({ part, err }, 'A part of the server did not stop in order.'),
  });
  const database = createPostgresPart({
    ...tools,
    url: config.databaseUrl,
    embeddedDir: embeddedDirOf(config),
    migrationsDir: fileURLToPath(new URL('../migrations', import.meta.url)),
    announce,
  });
  const cache = createRedisPart({ ...tools, url: config.redisUrl });
  let { port } = config;

  const start = async (): Promise<void> => {
    await lifecycle.start([database, cache]);
    const sql = database.sql();
    const redis = cache.redis();
    const https = isHttps(config);
    const originAllowed = createOriginAllowed(config.publicUrl);
    const addressOf = createAddressOf(config.trustedProxies ?? []);
    const { limits, accessBus, roomBus, presenceStore, liveStates, queryCache } = createSharedState({
      ...tools,
      redis,
    });
    const bans = createAddressBans({ sql, limits, clock, log });
    const audit = createAuditLog({ clock });
    const acts = createBroadcastActs({ audit });
    const serverSettings = createServerSettings({ sql });
    const siteUrl = () => siteUrlOf(config, port);
    const sessionSecret = config.sessionSecret ?? (await keepSessionSecret(config.dataDir, chance.token));
    const mail = createMail({
      ...tools,
      sql,
      announce: (letter) => announce(letter, 'secret'),
      secret: sessionSecret,
      smtpUrl: config.smtpUrl,
      from: mailFromOf(config),
      serverName: serverNameOf(config),
    });
    const visitors = createVisitors({ secret: sessionSecret, limits, chance, secureCookies: https });
    const stations = createStations({
      ...tools,
      sql,
      audit,
      images: createImages(),
      siteUrl,
      dataDir: config.dataDir,
      ...createBroadcastPictureRights({ sql, acts }),
      onChanged: () => archive.forgetLists(),
      onAirNow: (stationId) => broadcasts.onAirNow(stationId),
      audioOf: (stationId) => audio.levels.of(stationId),
      greet: visitors.greet,
      onLeft: ({ accountId }) => accessBus.tell(accountId),
      onMoved: ({ from, to }) => realtime.publish(stationRoom(from), { type: 'moved', slug: to }),
    });
    const accounts = createAccounts({
      ...tools,
      sql,
      redis,
      sessionSecret,
      publicUrl: config.publicUrl,
      secureCookies: https,
      onFirstAdmin: (db, { accountId, stationName }) =>
        stations.createDefault(db, { name: stationName, ownerId: accountId }),
      audit,
      limits,
      queueLetter: mail.queue,
      siteUrl,
      registrationMode: () => serverSettings.registrationMode(),
      useInvitation: createInvitationUse({ clock }),
    });
    const { authenticate, callerOfCookie, sourceCallerOfCookie } = accounts;
    const schedule = createSchedule({
      ...tools,
      sql,
      stationByName: stations.byName,
      isCoBroadcaster: stations.isCoBroadcaster,
      queueLetter: mail.queue,
      siteUrl,
      onChanged: () => archive.forgetLists(),
    });
    const { archive, recordings } = createServerShows({
      ...tools,
      sql,
      cache: queryCache,
      acts,
      stations,
      broadcasts: () => broadcasts,
      audio: () => audio,
      siteUrl,
      dataDir: config.dataDir,
    });
    const tasks = { ...mail.tasks, ...accounts.tasks, ...recordings.tasks };
    const jobs = createJobs({ ...tools, sql, url: database.url, tasks });
    const broadcasts = createBroadcasts({
      ...tools,
      sql,
      limits,
      visitors,
      liveStates,
      plannedFor: schedule.plannedFor,
      mayHeart: (station, context) => chat.assertNotBanned(station, context),
      onEnding: recordings.onEnding,
      onHeart: ({ slug }, { broadcastId, total }) =>
        realtime.publishLatest(stationRoom(slug), { type: 'hearts', broadcastId, hearts: total }),
      extrasOf: async ({ id }, caller) => ({
        recording: await recordings.of(id),
        bookmarked: await archive.isBookmarked(id, caller),
      }),
      authenticate,
      addressOf,
      callerOfCookie: sourceCallerOfCookie,
      noteRefusal: bans.noteRefusal,
      originAllowed,
      stationByName: stations.byName,
      isCoBroadcaster: stations.isCoBroadcaster,
      graceMs: config.audioGraceMs,
    });
    const { settings, openFiles } = audioCapacityOf(config);
    const airCheck = createAirCheck({
      ...tools,
      sql,
      limits,
      queueLetter: mail.queue,
      siteUrl,
      stationByName: stations.byName,
      isCoBroadcaster: stations.isCoBroadcaster,
      levelOf: (stationId) => audio.levels.of(stationId),
      deadAirMs: settings.deadAirMs,
    });
    const admin = createAdmin({
      ...tools,
      sql,
      accounts,
      cutSources: accessBus.tell,
      settings: serverSettings,
      audit,
      limits,
      queueLetter: mail.queue,
      siteUrl,
    });
    const chat = createServerChat({
      ...tools,
      ...{ sql, limits, visitors, stations, broadcasts },
      onRestricted: accessBus.tell,
      realtime: () => realtime,
    });
    const addresses = addressRulesOf({ ...config, addressOf, bans });
    const audio = createAudio({ ...tools, gate: broadcasts.sourceGate, addresses, settings });
    const web = { ...tools, originAllowed, addressOf, callerOfCookie };
    const realtime = createServerRealtime({ ...web, bus: roomBus, presenceStore, bans, visitors, chat });
    const watching = createWatching({
      ...config,
      ...tools,
      version: await readServerVersion(),
      modules: { database, cache, jobs, mail, audio, realtime, broadcasts, chat },
      http: () => http,
      maxListeners: settings.maxListeners,
      mostOpenFiles: openFiles,
    });
    const doctor = createServerDoctor({
      ...web,
      ...{ config, port: () => port, databaseUrl: database.url },
      circumstances: { sessionSecret, openFiles, maxListeners: settings.maxListeners },
    });
    const http: Http = createServerHttp({
      ...web,
      ...watching.http,
      config,
      bans,
      limits,
      isForPeople,
      takeRequest: (...call) => realtime.takeRequest(...call) || audio.httpDoor(...call) || doctor.takeRequest(...call),
      webSockets: { [REALTIME_PATH]: realtime.handleUpgrade },
      routes: [
        accounts.routes,
        stations.routes,
        broadcasts.routes,
        sourceAddressRoutes(config),
        airCheck.routes,
        schedule.routes,
        archive.routes,
        recordings.routes,
        chat.routes,
        admin.routes,
        mail.routes,
        addressBanRoutes({ sql, bans, audit, clock }),
        watching.routes,
        doctor.routes,
      ],
    });
    const frontDoor = audio.openFrontDoor(http.server);

    hearOneAnother({ accessBus, accounts, airCheck, archive, audio, broadcasts, realtime, recordings });

    const setUpToken = await accounts.prepareFirstAdmin(firstAdminOf(config));
    const listen = async () => {
      port = await frontDoor.listen(config).then((address) => address.port, throwListenProblem(config));
    };
    await lifecycle.start([
      mail.part,
      jobs,
      bans.part,
      ...accounts.parts,
      ...stations.parts,
      { name: 'access bus', start: accessBus.start, stop: accessBus.stop },
      { name: 'room bus', start: roomBus.start, stop: roomBus.stop },
      { name: 'broadcasts', start: broadcasts.start, stop: broadcasts.stop },
      schedule.part,
      archive.part,
      ...recordings.parts,
      ...chat.parts,
      http,
      { name: 'audio', stop: audio.shutDown },
      // Stopped before the audio: people hear on while their pages say goodbye.
      { name: 'realtime', stop: realtime.stop },
      { name: 'front door', start: listen, stop: frontDoor.stop },
      ...watching.parts,
    ]);
    const { sentences, setUpLink } = startReport({ config, port, setUpToken, openFiles, ...settings });
    for (const sentence of sentences) announce(sentence);
    if (setUpLink !== null) announce(setUpLink, 'secret');
  };

  return {
    start: async () => {
      try {
        await start();
      } catch (error) {
        await lifecycle.stop();
        throw error;
      }
    },
    stop: lifecycle.stop,
    address: () => localUrl(config.host, port),
  };
};
