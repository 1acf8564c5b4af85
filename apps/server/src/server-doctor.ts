import type { Clock } from '@livestreamer/clock';
import type { Config } from './config.ts';
import { mailFromOf, serverNameOf } from './config.ts';
import { checkRoutes, createCheckRuns, createDoctor, createSelfCheck, type DoctorSettings } from './doctor/index.ts';
import { type AddressOf, createIsTrustedProxy, type RouteRegistrar } from './platform/http/index.ts';
import type { Chance, Logger } from './platform/index.ts';
import { localUrl } from './start-report.ts';

/** What the doctor must know beside the settings. */
type Circumstances = Pick<DoctorSettings, 'port' | 'databaseUrl' | 'sessionSecret' | 'openFiles' | 'maxListeners'>;

/** The settings as the doctor wants them, for a server and for the command. */
export const doctorSettingsOf = (config: Config, circumstances: Circumstances): DoctorSettings => ({
  ...config,
  ...circumstances,
  localUrl: localUrl(config.host, circumstances.port),
  mailFrom: mailFromOf(config),
  serverName: serverNameOf(config),
});

interface ServerDoctorOptions {
  readonly config: Config;
  readonly circumstances: Omit<Circumstances, 'port' | 'databaseUrl'>;
  /** Known once the server listens. */
  readonly port: () => number;
  /** Where the database is, the embedded one too. */
  readonly databaseUrl: () => string;
  readonly addressOf: AddressOf;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

/** The doctor of a running server: its end of the self-check, and the checks of the admin page. */
export const createServerDoctor = (options: ServerDoctorOptions) => {
  const { config, circumstances, port, databaseUrl, addressOf, clock, chance, log } = options;
  const selfCheck = createSelfCheck({
    ...circumstances,
    secret: circumstances.sessionSecret,
    addressOf,
    isTrustedProxy: createIsTrustedProxy(config.trustedProxies ?? []),
    clock,
  });
  const doctor = () => {
    const settings = doctorSettingsOf(config, { ...circumstances, port: port(), databaseUrl: databaseUrl() });
    return createDoctor({ settings, clock, chance, log });
  };
  const routes: (registrar: RouteRegistrar) => void = checkRoutes(createCheckRuns({ doctor, clock }));
  return { takeRequest: selfCheck.takeRequest, routes };
};
