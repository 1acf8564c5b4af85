/** What belongs to a log entry beside its sentence. Never headers, cookies, tokens, passwords or message texts. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The log, as engines and features see it. `error` means that someone must act. */
export interface Logger {
  debug(fields: LogFields, sentence: string): void;
  info(fields: LogFields, sentence: string): void;
  warn(fields: LogFields, sentence: string): void;
  error(fields: LogFields, sentence: string): void;
}

/** Hears nothing; for tests and tools. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
