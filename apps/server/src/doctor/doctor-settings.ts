/** What the doctor is told of the server; most are settings of the same name. */
export interface DoctorSettings {
  readonly host: string;
  /** Where the server listens, or would. */
  readonly port: number;
  /** How this machine reaches it: `http://127.0.0.1:8000`. */
  readonly localUrl: string;
  readonly publicUrl: string | null;
  /** Where pages send DJ tools; null: to PUBLIC_URL. */
  readonly sourceUrl: string | null;
  readonly dataDir: string;
  /** Where the database is, the embedded one too; null: the embedded one does not run. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly smtpUrl: string | null;
  /** The sender of letters. */
  readonly mailFrom: string;
  /** The host name that people know the server by. */
  readonly serverName: string;
  /** SESSION_SECRET, or the one that is kept in DATA_DIR. */
  readonly sessionSecret: string;
  /** What a server would have that is started as this process was; one that runs is asked for its own. */
  readonly openFiles: number | null;
  readonly maxListeners: number;
}
