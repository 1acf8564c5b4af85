import envPaths from 'env-paths';

/** What the environment says. */
export interface SourceConfig {
  /** Where sign-ins are kept. */
  readonly configDir: string;
  /** The ffmpeg to run: a name on the PATH or a path. */
  readonly ffmpeg: string;
  /** The server when the command names none. */
  readonly server: string | null;
  /** For signing in without a person at the keyboard. */
  readonly password: string | null;
  /** Colours on a terminal (https://no-color.org). */
  readonly colour: boolean;
}

/** The lines of `--help`. */
export const ENVIRONMENT_HELP = `

Environment:
  LIVESTREAMER_SERVER      the server, when a command names none
  LIVESTREAMER_PASSWORD    the password for login, instead of asking
  LIVESTREAMER_CONFIG_DIR  where sign-ins are kept
  LIVESTREAMER_FFMPEG      the ffmpeg to run
  NO_COLOR                 no colours`;

export const readConfig = (environment: NodeJS.ProcessEnv): SourceConfig => {
  const read = (name: string): string | null => environment[name] || null;
  return {
    configDir: read('LIVESTREAMER_CONFIG_DIR') ?? envPaths('livestreamer', { suffix: '' }).config,
    ffmpeg: read('LIVESTREAMER_FFMPEG') ?? 'ffmpeg',
    server: read('LIVESTREAMER_SERVER'),
    password: read('LIVESTREAMER_PASSWORD'),
    colour: read('NO_COLOR') === null && read('TERM') !== 'dumb',
  };
};
