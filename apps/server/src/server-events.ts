import { stationRoom } from '@livestreamer/contracts';
import type { AccessBus } from './access/index.ts';
import type { Accounts } from './accounts/index.ts';
import type { Archive, Recordings } from './archive/index.ts';
import type { Audio } from './audio/index.ts';
import type { AirCheckDesk, Broadcasts } from './broadcasts/index.ts';
import type { Realtime } from './realtime/index.ts';

interface ServerModules {
  readonly accessBus: AccessBus;
  readonly accounts: Accounts;
  readonly airCheck: AirCheckDesk;
  readonly archive: Archive;
  readonly audio: Audio;
  readonly broadcasts: Broadcasts;
  readonly realtime: Realtime;
  readonly recordings: Recordings;
}

/** Who hears whom: what goes up the ladder, or across it, goes as an event. */
export const hearOneAnother = (modules: ServerModules): void => {
  const { accessBus, accounts, airCheck, archive, audio, broadcasts, realtime, recordings } = modules;
  broadcasts.heed(audio.events);
  airCheck.heed(audio.levels.events);
  recordings.heed({ broadcasts: broadcasts.events, audio: audio.events });
  accounts.events.on('access-changed', ({ accountId }) => accessBus.tell(accountId));
  accessBus.listen({
    onChange: (accountId) => {
      audio.recheckSourcesOf(accountId);
      realtime.closeAccount(accountId);
    },
    onGap: () => {
      audio.recheckSources();
      realtime.recheckAccounts();
    },
  });
  for (const name of ['stored', 'ended'] as const)
    broadcasts.events.on(name, ({ stationId }) => void archive.forgetOnAir(stationId));
  broadcasts.events.on('changed', ({ slug, live, urgent }) => {
    const publish = urgent ? realtime.publish : realtime.publishLatest;
    publish(stationRoom(slug), { type: 'live', live });
  });
};
