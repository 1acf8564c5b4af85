/** PostgreSQL cannot be run here; the message says to a person what was expected, what was found and what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
