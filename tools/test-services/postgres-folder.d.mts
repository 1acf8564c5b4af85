/** The oldest PostgreSQL that our SQL is written for. */
export declare const OLDEST_POSTGRES: number;
/** The folder with `bin/postgres` and `bin/initdb` of the system's newest PostgreSQL that is new enough; null when there is none. */
export declare const findSystemPostgres: () => string | null;
